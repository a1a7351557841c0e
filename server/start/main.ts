// npm start: brings everything up, prints the address, and takes everything down again on Ctrl-C.

import { createServer } from 'node:net';
import { FocusError } from '../errors.ts';
import { announceInstance, releaseInstance, takeInstance } from './instance.ts';
import { startProduct } from './product.ts';
import { readSettings, type Settings } from './settings.ts';

const began = performance.now();
const say = (line: string) => void process.stderr.write(`focus: ${line}\n`);

try {
  const settings = readSettings(process.env);
  const other = takeInstance(settings.dataFolder);
  if (other !== null) {
    say(other.address === '' ? `focus is already starting (process ${other.pid}).` : `focus is already running at ${other.address} (process ${other.pid}).`);
    say('To run a second one beside it, give it its own folder and port: FOCUS_DATA_DIR=/path PORT=3001 npm start.');
    process.exit(1);
  }
  process.once('exit', () => releaseInstance(settings.dataFolder));
  await run(settings);
} catch (error) {
  say(FocusError.isInstance(error) ? error.line : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}

async function run(settings: Settings): Promise<void> {
  await refuseTakenPort(settings.port);
  let stopping: Promise<void> | null = null;
  const starting = startProduct(settings, say);
  const stop = (signal: NodeJS.Signals) => {
    if (stopping !== null) {
      if (signal === 'SIGINT') process.exit(130);
      return;
    }
    say('stopping …');
    stopping = starting.then((product) => product.stop()).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  const { address } = await starting;
  announceInstance(settings.dataFolder, address);
  say(`ready in ${((performance.now() - began) / 1000).toFixed(1)} s. Open ${address} (Ctrl-C stops focus).`);
  // For whoever starts it from a program: the address alone on stdout.
  process.stdout.write(`${address}\n`);
}

/** Asked before anything is started, so that a taken port costs no wait. */
async function refuseTakenPort(port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new FocusError({
          code: taken ? 'port-taken' : 'port-refused',
          message: taken ? `Port ${port} is taken by another program.` : `Port ${port} cannot be used (${error.code}).`,
          hint: `Choose another one: PORT=${port < 65_535 ? port + 1 : 3001} npm start.`,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
