import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FocusError } from '../../server/errors.ts';
import { pictureToPng } from '../../server/images/export.ts';
import { createMask, type Mask } from '../../server/images/mask.ts';
import { createPicture } from '../../server/images/picture.ts';
import { boxMask } from '../../server/images/raster.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { readClips } from './clip-set.ts';
import { evaluateClips } from './evaluate-clips.ts';
import { toJson } from './report.ts';
import { readSet } from './set.ts';
import type { Subject } from './subject.ts';

let folder: string;
const side = 64;
const count = 5;
const block = (left: number, top: number): Mask => boxMask(side, side, { left, top, width: 10, height: 10 });
/** The first moves and is hidden in frame 3, the second rests. */
const truth = (object: number, frame: number): Mask => (object === 1 ? block(40, 40) : frame === 3 ? createMask(side, side) : block(12 * frame, 5));

function lineOf(changes: object = {}): string {
  const frames = Array.from({ length: count }, (_, frame) => `${frame}.png`);
  const masks = ['red cube', 'blue ball'].map((name, object) => ({
    name, frames: frames.map((_, frame) => (object === 0 && frame === 3 ? null : encodeRle(truth(object, frame)))),
  }));
  const refs = [{ text: 'the red one', mask: 0 }, { text: 'the ball', mask: 1 }];
  return JSON.stringify({ id: 'a', frames, width: side, height: side, level: 2, masks, refs, ...changes });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-clips-'));
  for (let frame = 0; frame < count; frame += 1) await writeFile(join(folder, `${frame}.png`), await pictureToPng(createPicture(side, side, [frame, 9, 9])));
});
after(() => rm(folder, { recursive: true }));

/** Follows by the truth, or leaves the first mask where it is; knows by words what is asked. */
function subjectOf(knowing: boolean, words: (text: string) => number | null): Subject {
  const objectAt = (mask: Mask): number => (mask.data.every((value, at) => value === truth(0, 0).data[at]) ? 0 : 1);
  const ask = async ({ text }: { text: string }) => {
    const object = words(text);
    const masks = object === null ? [] : [{ name: text, mask: truth(object, 0), score: 0.9 }];
    return { action: object === null ? 'none' : 'segment', text, masks };
  };
  return {
    look: async (picture) => ({ picture, ask, name: (name) => ask({ text: name }) }),
    follow: async (frames, first) => frames.map((_, frame) => first.map((mask) => (knowing ? truth(objectAt(mask), frame) : mask))),
    close: async () => {},
  };
}

const scores = async (subject: Subject): Promise<Record<string, any>> => toJson(await evaluateClips(subject, await readClips(folder))) as Record<string, any>;

test('who follows rightly has 100, hidden frames included; who leaves the mask where it is has the rival\'s score', async () => {
  await writeFile(join(folder, 'clips.jsonl'), lineOf());
  const know = (text: string): number => (text === 'the ball' ? 1 : 0);
  const right = await scores(subjectOf(true, know));
  assert.deepEqual([right.clips.mask, right.clips.words], [{ JF: 100, J: 100, F: 100 }, { JF: 100, J: 100, F: 100 }]);
  assert.equal(right.levels[2].clips.mask.JF, 100);
  const lazy = await scores(subjectOf(false, know));
  assert.deepEqual(lazy.clips, lazy.trivial.clips);
  // Frames 1 to 3 count with the mask given: the mover is right in none of them, the other always. With words all count.
  assert.equal(lazy.clips.mask.J, 50);
  assert.equal(lazy.clips.words.J, 60);
});

test('what words do not find in the first frame is nowhere, and right only where nothing is seen', async () => {
  await writeFile(join(folder, 'clips.jsonl'), lineOf());
  const { clips } = await scores(subjectOf(true, () => null));
  assert.equal(clips.words.J, 10);
});

test('a folder of clips alone is a set without pictures; one without clips has no clips', async () => {
  await writeFile(join(folder, 'clips.jsonl'), lineOf());
  assert.deepEqual(await readSet(folder), []);
  await rm(join(folder, 'clips.jsonl'));
  assert.deepEqual(await readClips(folder), []);
});

test('a broken line is refused with its number and reason', async () => {
  const refuses = async (changes: object, pattern: RegExp) => {
    await writeFile(join(folder, 'clips.jsonl'), `${lineOf()}\n${lineOf(changes)}`);
    await assert.rejects(readClips(folder), (error) => FocusError.isInstance(error) && pattern.test(error.line));
  };
  await refuses({ refs: [{ text: 'x', mask: 2 }] }, /clips\.jsonl, line 2: "x" means object 2/);
  await refuses({ width: 32 }, /line 2: a mask of "red cube" has not the size/);
  await refuses({ frames: ['0.png', '1.png'] }, /line 2: "red cube" has 5 masks for 2 frames/);
});
