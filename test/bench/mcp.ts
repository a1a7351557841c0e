// npm run bench -- mcp [--rounds N] [--json FILE]: what a call costs beside the work of the model, with eight clients at once over
// loopback, and beside it the same of a server of the same SDK that only gives back what it gets, in the same minutes. The worker's
// time is what the turn's row says of its first and last event. No test asserts on times.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { agentOf } from '../eval/agent/agent.ts';
import { type AnyClient, connectHttp } from '../server/mcp/clients.ts';
import { summary, type Summary } from './summary.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string', default: '20' } }, allowPositionals: true });
const [clients, rounds] = [8, Number(options.rounds)];

/** One agent with its session. */
interface Caller {
  client: AnyClient;
  echo: AnyClient;
  sessionId: string;
  maskId: string;
}

/** Milliseconds of one call by each at once. */
type Round = (callers: readonly Caller[]) => Promise<number[]>;

const calls: { name: string; group: string; run: Round }[] = [
  { name: 'echo of the bare server', group: 'peer', run: timed(({ echo }) => echo.call('echo', { text: 'hello' })) },
  { name: 'list_sessions', group: 'no preview', run: timed(({ client }) => client.call('list_sessions', {})) },
  { name: 'read a session', group: 'no preview', run: timed(({ client, sessionId }) => client.raw.readResource({ uri: `focus://sessions/${sessionId}` })) },
  { name: 'read a mask as run lengths', group: 'no preview', run: timed(({ client, maskId }) => client.raw.readResource({ uri: `focus://masks/${maskId}/rle` })) },
  { name: 'get_session', group: 'preview', run: timed(({ client, sessionId }) => client.call('get_session', { sessionId })) },
  { name: 'export_mask', group: 'preview', run: timed(({ client, maskId }) => client.call('export_mask', { maskId })) },
  { name: 'combine_masks', group: 'preview', run: timed(({ client, sessionId, maskId }) => client.call('combine_masks', { sessionId, operation: 'feather', maskIds: [maskId], pixels: 1 })) },
  { name: 'ask, beside the worker', group: 'preview', run: besideWorker('ask', { text: 'what colour is the cone?' }) },
  { name: 'segment, beside the worker', group: 'preview', run: besideWorker('segment', { text: 'the yellow cone' }) },
];
const bars: Record<string, string> = { 'no preview': 'p50 ≤ 15, p95 ≤ 40', preview: 'p95 ≤ 150', peer: '' };

const server = fork(join(import.meta.dirname, 'mcp-server.ts'), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
const [urls] = (await once(server, 'message')) as [{ focus: string; echo: string }];
const callers = await Promise.all(Array.from({ length: clients }, () => begin()));
const times = new Map<string, number[]>(calls.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const { name, run } of calls) {
    const took = await run(callers);
    // The first round warms everything up.
    if (round > 0) times.get(name)!.push(...took);
  }
}
await Promise.all(callers.flatMap(({ client, echo }) => [client.close(), echo.close()]));
server.disconnect();
await once(server, 'exit');

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, ${new Date().toISOString().slice(0, 10)}`;
const rows: Record<string, Summary & { ratio: number; bar: string }> = {};
const peer = summary(times.get(calls[0].name)!);
for (const { name, group } of calls) row(name, times.get(name)!, '');
for (const group of ['no preview', 'preview']) row(`all with ${group}`, calls.filter((call) => call.group === group).flatMap(({ name }) => times.get(name)!), bars[group]);
console.log(`${machine}; ${clients} clients at once`);
console.log(`${''.padEnd(34)}${['median', 'p95', 'slowest'].map((name) => name.padStart(9)).join('')}       n   × peer  bar`);
for (const [name, { median, p95, slowest, count, ratio, bar }] of Object.entries(rows)) {
  console.log(`${name.padEnd(34)}${[median, p95, slowest].map((value) => value.toFixed(1).padStart(9)).join('')} ms ${String(count).padStart(4)} ${ratio.toFixed(2).padStart(8)}  ${bar}`);
}
if (options.json) writeFileSync(options.json, JSON.stringify({ machine, rows }, null, 2));

function row(name: string, found: readonly number[], bar: string): void {
  const of = summary(found);
  rows[name] = { ...of, ratio: of.median / peer.median, bar };
}

async function begin(): Promise<Caller> {
  const [client, echo] = [await connectHttp('2026-07-28', new URL(urls.focus)), await connectHttp('2026-07-28', new URL(urls.echo))];
  const agent = agentOf(client);
  const { sessionId } = await agent.do('open_image', { sample: 'stars-on-stone' });
  const { masks: [{ maskId }] } = await agent.do('segment', { sessionId, text: 'the yellow cone' });
  return { client, echo, sessionId, maskId };
}

function timed(call: (caller: Caller) => Promise<unknown>): Round {
  return (callers) => Promise.all(callers.map(async (caller) => {
    const from = performance.now();
    const result = (await call(caller)) as { isError?: boolean; content?: unknown };
    const took = performance.now() - from;
    if (result.isError) throw new Error(JSON.stringify(result.content));
    return took;
  }));
}

/**
 * Of a call that says something to the model, less the time in which the worker was at it, and less that in which it was at what others
 * had said before: one worker answers eight clients one after the other. What the queue takes is not taken off.
 */
function besideWorker(tool: string, given: object): Round {
  return async (callers) => {
    const said = await Promise.all(callers.map(async ({ client, sessionId }) => {
      const from = performance.now();
      const { turnId } = await client.data(tool, { sessionId, ...given });
      return { took: performance.now() - from, sessionId, turnId, client };
    }));
    const turns = await Promise.all(said.map(async ({ took, client, sessionId, turnId }) => {
      const { contents } = await client.raw.readResource({ uri: `focus://sessions/${sessionId}` });
      const document = JSON.parse((contents[0] as { text: string }).text) as { turns: { id: string; createdAt: string; startedAt: string; finishedAt: string }[] };
      const { createdAt, startedAt, finishedAt } = document.turns.find(({ id }) => id === turnId)!;
      return { took, created: Date.parse(createdAt), started: Date.parse(startedAt), finished: Date.parse(finishedAt) };
    }));
    turns.sort((one, other) => one.started - other.started);
    return turns.map(({ took, created, started, finished }, index) => took - (finished - started) - Math.max(0, (turns[index - 1]?.finished ?? 0) - created));
  };
}
