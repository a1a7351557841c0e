// npm run bench -- mcp [--rounds N] [--json FILE]: what a call to the product costs beside the work of the model, with eight clients at
// once over loopback, and beside it the same of a server of the same SDK that only gives back what it gets, in the same minutes. The worker's
// time is what the turn's row says of its first and last event. The clients send what those of an SDK send, and check little
// (light-fetch.ts). No test asserts on times.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { agentOf } from '../eval/agent/agent.ts';
import { connectHttp } from '../server/mcp/clients.ts';
import { type Answered, sendMessage } from '../server/mcp/raw-message.ts';
import { lightFetch } from './light-fetch.ts';
import { summary, type Summary } from './summary.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string', default: '20' } }, allowPositionals: true });
const [clients, rounds] = [8, Number(options.rounds)];
/** Rounds, with sessions of their own, until what a server runs all day is compiled, the peer's too. */
const warm = 10;

/** One agent with its session. */
interface Caller {
  call(tool: string, given: object): Promise<Answered>;
  read(uri: string): Promise<Answered>;
  echo(): Promise<Answered>;
  close(): void;
  sessionId: string;
  maskId: string;
}

/** Milliseconds of one call by each at once. */
type Round = (callers: readonly Caller[]) => Promise<number[]>;

const calls: { name: string; group: string; run: Round }[] = [
  { name: 'echo of the bare server', group: 'peer', run: timed(({ echo }) => echo()) },
  { name: 'list_sessions', group: 'no preview', run: timed(({ call }) => call('list_sessions', {})) },
  { name: 'read a session', group: 'no preview', run: timed(({ read, sessionId }) => read(`focus://sessions/${sessionId}`)) },
  { name: 'read a mask as run lengths', group: 'no preview', run: timed(({ read, maskId }) => read(`focus://masks/${maskId}/rle`)) },
  { name: 'get_session', group: 'preview', run: timed(({ call, sessionId }) => call('get_session', { sessionId })) },
  { name: 'export_mask', group: 'preview', run: timed(({ call, maskId }) => call('export_mask', { maskId })) },
  { name: 'combine_masks', group: 'preview', run: timed(({ call, sessionId, maskId }) => call('combine_masks', { sessionId, operation: 'feather', maskIds: [maskId], pixels: 1 })) },
  { name: 'ask, beside the worker', group: 'preview', run: besideWorker('ask', { text: 'what colour is the cone?' }) },
  { name: 'segment, beside the worker', group: 'preview', run: besideWorker('segment', { text: 'the yellow cone' }) },
];
const bars: Record<string, string> = { 'no preview': 'p50 ≤ 15, p95 ≤ 40', preview: 'p95 ≤ 150', peer: '' };

const folder = temporaryFolder();
const product = await startProduct(folder.path);
const peerServer = fork(join(import.meta.dirname, 'echo-server.ts'), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
const [echoUrl] = (await once(peerServer, 'message')) as [string];
const urls = { focus: `${product.address}/api/mcp`, echo: echoUrl };
await measure(warm);
const times = await measure(rounds);
peerServer.disconnect();
await product.stop();
folder.remove();

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

/** Milliseconds of every call, by name, of new agents with new sessions, which grow by three turns or masks a round. */
async function measure(rounds: number): Promise<Map<string, number[]>> {
  const callers = await Promise.all(Array.from({ length: clients }, () => begin()));
  const times = new Map<string, number[]>(calls.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of calls) times.get(name)!.push(...(await run(callers)));
  }
  for (const { close } of callers) close();
  return times;
}

async function begin(): Promise<Caller> {
  const client = await connectHttp('2026-07-28', new URL(urls.focus));
  const agent = agentOf(client);
  const { sessionId } = await agent.do('open_image', { sample: 'stars-on-stone' });
  const { masks: [{ maskId }] } = await agent.do('segment', { sessionId, text: 'the yellow cone' });
  await client.close();
  const { fetch, close } = lightFetch();
  const to = (url: string) => (_: unknown, init?: RequestInit) => fetch(url, init);
  const call = (url: string, name: string, given: object) => sendMessage(to(url), 'tools/call', { name, arguments: given }, { name });
  return {
    call: (tool, given) => call(urls.focus, tool, given),
    read: (uri) => sendMessage(to(urls.focus), 'resources/read', { uri }, { name: uri }),
    echo: () => call(urls.echo, 'echo', { text: 'hello' }),
    close, sessionId, maskId,
  };
}

function timed(call: (caller: Caller) => Promise<Answered>): Round {
  return (callers) => Promise.all(callers.map(async (caller) => {
    const from = performance.now();
    const answer = await call(caller);
    const took = performance.now() - from;
    resultIn(answer);
    return took;
  }));
}

function resultIn({ result, error }: Answered): Record<string, any> {
  if (result === undefined || result.isError) throw new Error(JSON.stringify(error ?? result!.content));
  return result;
}

/**
 * Of a call that says something to the model, less the time in which the worker was at it, and less that in which it was at what others
 * had said before: one worker answers eight clients one after the other. What the queue takes is not taken off.
 */
function besideWorker(tool: string, given: object): Round {
  return async (callers) => {
    const said = await Promise.all(callers.map(async ({ call, read, sessionId }) => {
      const from = performance.now();
      const answer = await call(tool, { sessionId, ...given });
      return { took: performance.now() - from, sessionId, turnId: resultIn(answer).structuredContent.turnId as string, read };
    }));
    const turns = await Promise.all(said.map(async ({ took, read, sessionId, turnId }) => {
      const { contents } = resultIn(await read(`focus://sessions/${sessionId}`));
      const document = JSON.parse(contents[0].text) as { turns: { id: string; createdAt: string; startedAt: string; finishedAt: string }[] };
      const { createdAt, startedAt, finishedAt } = document.turns.find(({ id }) => id === turnId)!;
      return { took, created: Date.parse(createdAt), started: Date.parse(startedAt), finished: Date.parse(finishedAt) };
    }));
    turns.sort((one, other) => one.started - other.started);
    return turns.map(({ took, created, started, finished }, index) => took - (finished - started) - Math.max(0, (turns[index - 1]?.finished ?? 0) - created));
  };
}
