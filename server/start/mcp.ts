// npm run -s mcp: focus for a client that starts its servers itself. stdout carries the protocol and nothing else.
// npm run mcp -- token …: tokens for clients on other machines.

import { dirname, join, parse, resolve } from 'node:path';
import { FocusError } from '../errors.ts';
import { type Conversations, openConversations } from '../conversation/conversations.ts';
import { lateConversations } from '../mcp/late-conversations.ts';
import { localFiles } from '../mcp/local-files.ts';
import { serveOverStdio } from '../mcp/stdio.ts';
import { readSettings } from './settings.ts';
import { joinProduct, type SharedProduct } from './shared-product.ts';
import { tokenCommand } from './token-command.ts';

const root = join(import.meta.dirname, '..', '..');
const [command, ...rest] = process.argv.slice(2);

try {
  if (command === 'token') await tokenCommand(rest, readSettings(process.env).dataFolder);
  else if (command === undefined) await serve();
  else throw new FocusError({ code: 'command-unknown', message: `There is no command ${command}.`, hint: 'npm run -s mcp serves over stdio; npm run mcp -- token makes tokens.' });
  process.exit(0);
} catch (error) {
  process.stderr.write(`focus: ${FocusError.isInstance(error) ? error.line : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

async function serve(): Promise<void> {
  // Whatever prints must not end up between the messages.
  console.log = console.info = console.debug = console.error;
  const settings = readSettings(process.env);
  let product: SharedProduct | null = null;
  let door: Conversations | null = null;
  const late = lateConversations(async () => {
    product = await joinProduct(settings, (line) => console.error(`focus: ${line}`));
    door = await openConversations({ databaseUrl: product.databaseUrl, dataFolder: settings.dataFolder, samples: join(root, 'samples') });
    return door;
  });
  const page = () => product?.page() ?? null;
  await serveOverStdio({ ...late, files: localFiles(allowedFolders(), process.cwd()), page, fetches: process.env.FOCUS_FETCH === 'on', root });
  await (door as Conversations | null)?.close().catch(() => undefined);
  await (product as SharedProduct | null)?.leave();
}

/** The folder the client works in, unless that is the whole disk; others by FOCUS_ROOTS. */
function allowedFolders(): string[] {
  const { FOCUS_ROOTS } = process.env;
  if (FOCUS_ROOTS) return FOCUS_ROOTS.split(process.platform === 'win32' ? ';' : ':').filter(Boolean).map((folder) => resolve(folder));
  const here = process.cwd();
  return parse(here).root === here || dirname(here) === here ? [] : [here];
}
