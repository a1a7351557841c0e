// npm run bench -- large [MEGAPIXELS ...] [--json FILE]: pictures of 24, 40, 48 and 100 megapixels through every step of the real product: taken in,
// asked about, clicked, marked, changed, a removal stopped and one carried out, undone, exported, reloaded, while somebody else clicks on a
// small picture. Prints what each step took, what failed, whether the worker lived, and the memory it took.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { HealthDocument, PreviewDocument, SessionDocument, TurnDocument, UploadDocument } from '../../server/conversation/documents.ts';
import { beginSession, request, say } from '../e2e/api.ts';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { cameraFile } from './large-picture-files.ts';

const { values: options, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const sizes = positionals.filter((word) => /^\d+$/.test(word));

interface Row {
  megapixels: string;
  /** Seconds by step; a text where it failed. */
  steps: Record<string, number | string>;
  kept: string;
  workerLived: boolean;
  /** Longest that a click on another, small picture waited meanwhile, seconds. */
  otherClick: number;
  /** Largest resident memory of worker and web server so far, MiB. */
  memory: { worker: number; web: number };
}

const folder = temporaryFolder();
const product = await startProduct(folder.path);
const { address } = product;
const rows: Row[] = [];
try {
  const small = await beginSession(address);
  for (const megapixels of sizes.length > 0 ? sizes : ['24', '40', '48', '100']) {
    rows.push(await walk(megapixels, small.id));
    console.error(JSON.stringify(rows.at(-1)));
  }
} finally {
  await product.stop();
  folder.remove();
}
if (process.env.FOCUS_BENCH_SAID) console.error(product.said());
print();
if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, 2));
process.exitCode = rows.every(({ steps, workerLived }) => workerLived && Object.values(steps).every((took) => typeof took === 'number')) ? 0 : 1;

async function walk(megapixels: string, smallSession: string): Promise<Row> {
  const file = await cameraFile(megapixels);
  const before = await worker();
  const steps: Row['steps'] = {};
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> => {
    const began = performance.now();
    try {
      const result = await work();
      steps[name] = (performance.now() - began) / 1000;
      return result;
    } catch (error) {
      steps[name] = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const others = clickElsewhere(smallSession);
  const upload = await step('upload', () => request<UploadDocument>(address, `/api/images?name=${file.name}`, { method: 'POST', body: file.bytes as Uint8Array<ArrayBuffer> }));
  const session = upload && await step('session', () => request<SessionDocument>(address, '/api/sessions', { json: { imageId: upload.id } }));
  if (session && upload) await use(session, upload, step);
  const longest = await others.stop();
  const after = await worker();
  return {
    megapixels, steps, kept: upload ? `${upload.width} x ${upload.height}` : '', workerLived: before !== undefined && before === after, otherClick: longest,
    memory: { worker: peak(after), web: peak(child(product.process.pid, 'web.ts')) },
  };
}

async function use(session: SessionDocument, { width, height }: UploadDocument, step: <Result>(name: string, work: () => Promise<Result>) => Promise<Result | undefined>): Promise<void> {
  const { id } = session;
  const point = { kind: 'point' as const, x: Math.round(width * 0.27), y: Math.round(height * 0.7), positive: true };
  await step('question', () => done(say(address, id, { text: 'what is the largest object?' })));
  await step('click', () => request<PreviewDocument>(address, `/api/sessions/${id}/preview`, { json: { prompts: [point] } }));
  await step('again', () => request<PreviewDocument>(address, `/api/sessions/${id}/preview`, { json: { prompts: [{ ...point, x: point.x + 20 }] } }));
  const marked = await step('mark', () => done(say(address, id, { text: 'mark the green ring' })));
  const mask = marked?.maskVersionIds[0];
  if (mask !== undefined) {
    await step('grow', () => request(address, `/api/sessions/${id}/operations`, { json: { kind: 'mask-grow', mask, pixels: 20 } }));
    await step('cut-out', () => whole(`/api/masks/${mask}?format=cutout`));
  }
  await step('recolour', () => done(say(address, id, { text: 'make the green ball yellow' })));
  await step('stop', () => stopped(id));
  const removal = await step('removal', () => done(say(address, id, { text: 'remove the green ring' })));
  if (removal) await step('report', () => request(address, `/api/turns/${removal.id}/report`));
  await step('background', () => done(say(address, id, { text: 'make the background grass' })));
  await step('undo', () => request(address, `/api/sessions/${id}/operations`, { json: { kind: 'undo' } }));
  const shown = await step('reload', () => request<SessionDocument>(address, `/api/sessions/${id}`));
  if (shown?.currentImage) {
    await step('picture', () => whole(`/api/images/${shown.currentImage!.id}`));
    await step('preview', () => whole(`/api/images/${shown.currentImage!.id}?preview=2048`));
  }
  await step('export', () => whole(`/api/sessions/${id}/export`));
}

/** Waits for the end of a turn; fails where it is not done. */
async function done(saying: Promise<TurnDocument>): Promise<TurnDocument> {
  let turn = await saying;
  while (turn.status === 'queued' || turn.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    turn = await request<TurnDocument>(address, `/api/turns/${turn.id}`);
  }
  if (turn.status !== 'done') throw new Error(`${turn.status}: ${turn.error?.message ?? ''}`);
  return turn;
}

/** A removal is begun and stopped in the middle; takes as long as the stop does. The time before it is no part of it, so it is told apart. */
async function stopped(id: string): Promise<void> {
  const turn = await say(address, id, { text: 'remove the red ball' });
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const began = performance.now();
  await request(address, `/api/turns/${turn.id}/stop`, { method: 'POST' });
  let seen = turn;
  while (seen.status === 'queued' || seen.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen = await request<TurnDocument>(address, `/api/turns/${turn.id}`);
  }
  const took = (performance.now() - began) / 1000;
  console.error(`stop: ${seen.status} after ${took.toFixed(2)} s`);
  if (took > 1) throw new Error(`${seen.status} only after ${took.toFixed(1)} s`);
  if (seen.status === 'done') await request(address, `/api/sessions/${id}/operations`, { json: { kind: 'undo' } });
}

async function whole(path: string): Promise<void> {
  const response = await fetch(address + path);
  const bytes = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${new TextDecoder().decode(bytes.slice(0, 200))}`);
}

/** Somebody who clicks on a small picture all the time. */
function clickElsewhere(sessionId: string): { stop(): Promise<number> } {
  let [going, longest] = [true, 0];
  const clicking = (async () => {
    for (let at = 0; going; at += 1) {
      const began = performance.now();
      await request(address, `/api/sessions/${sessionId}/preview`, { json: { prompts: [{ kind: 'point', x: 20 + (at % 60), y: 60, positive: true }] } }).catch(() => undefined);
      longest = Math.max(longest, (performance.now() - began) / 1000);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return { stop: async () => { going = false; await clicking; return longest; } };
}

async function worker(): Promise<number | undefined> {
  return (await request<HealthDocument>(address, '/api/health')).workers[0]?.pid;
}

function peak(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return NaN;
  }
}

/** A process below another whose command line holds a word. */
function child(pid: number | undefined, word: string): number | undefined {
  const below = (parent: number): number[] => {
    try {
      return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  };
  const open = pid === undefined ? [] : [pid];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (readFileSync(`/proc/${next}/cmdline`, 'utf8').includes(word)) return next;
    open.push(...below(next));
  }
  return undefined;
}

function print(): void {
  const names = [...new Set(rows.flatMap(({ steps }) => Object.keys(steps)))];
  const line = (title: string, cell: (row: Row) => string): void => console.log(title.padEnd(26) + rows.map((row) => cell(row).padStart(16)).join(''));
  line('megapixels', ({ megapixels }) => megapixels);
  line('kept as', ({ kept }) => kept);
  for (const name of names) line(`${name}, s`, ({ steps }) => (typeof steps[name] === 'number' ? steps[name].toFixed(2) : steps[name] === undefined ? '–' : 'failed'));
  line('click elsewhere at most, s', ({ otherClick }) => otherClick.toFixed(2));
  line('worker lived', ({ workerLived }) => (workerLived ? 'yes' : 'no'));
  line('memory of the worker, MiB', ({ memory }) => String(memory.worker));
  line('of the web server, MiB', ({ memory }) => String(memory.web));
  for (const { megapixels, steps } of rows) for (const [name, took] of Object.entries(steps)) if (typeof took === 'string') console.log(`${megapixels} megapixels, ${name}: ${took}`);
}
