// npm run bench [-- model] [--json FILE]: how long the parts of a turn take on this machine, through the same code the product
// runs, and the language model beside a hand-written PyTorch module in the same run. Times are for reading; no test
// asserts on them.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shippedCheckpoint } from '../../server/focus/checkpoint.ts';
import { openSeeing } from '../../server/focus/eyes/seeing.ts';
import { openFocus, type Focus } from '../../server/focus/focus.ts';
import { type PreviewPace, previewPace } from '../../server/focus/preview-pace.ts';
import type { TurnInput } from '../../server/focus/turn-input.ts';
import type { View } from '../../server/focus/view.ts';
import { readPicture } from '../../server/images/intake.ts';
import type { Picture } from '../../server/images/picture.ts';
import { resizePicture } from '../../server/images/resize.ts';
import { decodingSpeed } from './decoding.ts';
import { bandwidthOf, largestCache } from './memory-bandwidth.ts';
import { sample, things } from './sample-things.ts';
import { summary, type Summary } from './summary.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });

const started = performance.now();
const focus = await openFocus();
const startUp = performance.now() - started;
const picture = await readPicture(join(root, 'samples', `${sample}.png`));
const view = await focus.look(picture);
const large = await focus.look(resizePicture(picture, 512, 512, 'bilinear'));
const seeing = await openSeeing(shippedCheckpoint('small'), join(root, '.focus', 'models'), 'cpu');
const photo = resizePicture(picture, 1200, 900, 'bilinear');
const sight = await seeing.eyes.look(photo);
await seeing.eyes.point(sight, [{ clicks: [{ x: 190, y: 190, positive: true }] }]);
await run(focus, view, { text: 'the ball' }); // the first run of a session settles its memory
await draw(focus);

const rows: Record<string, Summary> = {
  'start-up (model file checked, graphs loaded)': summary([startUp]),
  'encode a picture': summary(await repeat(15, (i) => focus.look(shade(picture, i)))),
  'first mask: encode, understand, draw': summary(await repeat(12, async (i) => run(focus, await focus.look(shade(picture, 100 + i)), { text: 'the ball' }))),
  'question, encoded picture': summary(await repeat(15, () => run(focus, view, { text: 'how many objects are there?' }))),
  'click to mask, encoded picture': summary(await repeat(30, (i) => run(focus, view, { text: '', points: [place(picture, i)] }))),
  'the same in 512 x 512 pixels, seen from near': summary(await repeat(30, (i) => run(focus, large, { text: '', points: [place(large.picture, i)] }))),
  'edit (remove), encoded picture': summary(await repeat(6, () => run(focus, view, { text: 'remove the ball', seed: 1 }))),
  'photo: the eyes look': summary(await repeat(15, (i) => seeing.eyes.look(shade(photo, i)))),
  'photo: a click after that': summary(await repeat(30, (i) => seeing.eyes.point(sight, [{ clicks: [{ x: 60 + 8 * i, y: 190, positive: true }] }]))),
  'drawing': summary(await repeat(6, () => draw(focus))),
  'drawing that is shown while it grows': summary(await repeat(6, () => draw(focus, previewPace()))),
};
const mainMemory = 256 * 2 ** 20; // bytes; blocks far larger than any cache
const before = bandwidthOf(mainMemory);
const decoding = await decodingSpeed();
const after = bandwidthOf(mainMemory);
rows['first token after the picture'] = decoding.prefill;
rows['decode, a token'] = decoding.step;
await Promise.all([focus.close(), seeing.close()]);

const memory = process.resourceUsage().maxRSS / 1024;
// the floor of a step: what it must read, at the most that this machine was seen to read before and after
const bandwidth = Math.max(before.reading, before.copying, after.reading, after.copying);
const floor = (decoding.bytesPerToken / bandwidth) * 1000;
const cache = largestCache();
const cached = cache === null ? null : { share: Math.min(1, cache / decoding.bytesPerToken), bandwidth: bandwidthOf(decoding.bytesPerToken).reading };
const peer = pytorch();

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
const date = new Date().toISOString().slice(0, 10);
console.log(`${machine}, ${date}, ${focus.device}`);
console.log(`${''.padEnd(48)}${'median'.padStart(9)}${'fastest'.padStart(9)}${'slowest'.padStart(9)}    n`);
for (const [name, { median, fastest, slowest, count }] of Object.entries(rows)) {
  console.log(`${name.padEnd(48)}${[median, fastest, slowest].map((ms) => ms.toFixed(1).padStart(9)).join('')} ms ${count}`);
}
const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
console.log(`memory bandwidth, one thread, before and after decoding: read ${gigabytes(before.reading)} and ${gigabytes(after.reading)}, copied ${gigabytes(before.copying)} and ${gigabytes(after.copying)} GB/s`);
console.log(`a token reads ${(decoding.bytesPerToken / 1e6).toFixed(1)} MB, at ${gigabytes(bandwidth)} GB/s: floor ${floor.toFixed(2)} ms, measured ÷ floor ${(decoding.step.median / floor).toFixed(2)}`);
console.log(cached === null ? 'How large the cache of the CPU is, this system does not say.'
  : `the CPU's cache of ${(cache! / 2 ** 20).toFixed(0)} MiB has room for ${(100 * cached.share).toFixed(0)} % of that, and a block of that size is read at ${gigabytes(cached.bandwidth)} GB/s: the floor of main memory is not the floor of what fits the cache`);
console.log(peer === null ? 'PyTorch is not here: no peer.' : `PyTorch ${peer.torch}, best of 1 and 2 threads: ${peer.best.toFixed(2)} ms a token, ${(peer.best / decoding.step.median).toFixed(2)} times ours`);
console.log(`peak memory ${memory.toFixed(0)} MB`);
if (options.json) {
  const json = { machine, date, rows, bandwidth, measuredBandwidth: { before, after }, cached, floor, ratioToFloor: decoding.step.median / floor, peer, memory, device: focus.device };
  writeFileSync(options.json, JSON.stringify(json, null, 2));
}

/** The same picture with other bytes, so that nothing kept of it is used. */
function shade({ width, height, data }: Picture, by: number): Picture {
  const changed = Uint8Array.from(data);
  changed[0] = (data[0]! + 1 + by) % 256;
  changed[1] = (data[1]! + Math.floor(by / 256)) % 256;
  return { width, height, data: changed };
}

/** On a thing: of bare ground no mask would be drawn. */
function place({ width, height }: Picture, i: number): { x: number; y: number; positive: boolean } {
  const [x, y] = things[i % things.length]!;
  return { x: width * x, y: height * y, positive: true };
}

async function run(product: Focus, at: View, input: TurnInput): Promise<void> {
  const steps = product.turn(at, input);
  for (let step = await steps.next(); !step.done; step = await steps.next());
}

async function draw(product: Focus, previews?: PreviewPace): Promise<void> {
  for await (const _ of product.draw('a red cube on grass', { seed: 1, previews }));
}

async function repeat(count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = performance.now();
    await work(i);
    times.push(performance.now() - from);
  }
  return times;
}

function pytorch(): { torch: string; best: number } | null {
  const script = [join(root, 'test/bench/torch_language_model.py'), '--config', join(root, 'models/configs/nano.json'), '--weights', join(root, 'models/checkpoints/nano/weights.safetensors')];
  for (const python of [process.env.FOCUS_PYTHON, '/usr/bin/python3', 'python3']) {
    if (!python || python === 'none') continue;
    try {
      const output = execFileSync(python, script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, OMP_NUM_THREADS: '2' } });
      const { torch, milliseconds } = JSON.parse(output);
      return { torch, best: Math.min(...Object.values<number>(milliseconds)) };
    } catch {
      // another Python may have PyTorch
    }
  }
  return null;
}
