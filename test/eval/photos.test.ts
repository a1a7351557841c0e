import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pictureToPng } from '../../server/images/export.ts';
import { area, intersect, iou } from '../../server/images/mask.ts';
import { dilate } from '../../server/images/morphology.ts';
import type { Picture } from '../../server/images/picture.ts';
import { boxMask } from '../../server/images/raster.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { evaluatePhotos } from './evaluate-photos.ts';
import { writePasted } from './pasted.ts';
import { isHeldOut, readPhotos } from './photos.ts';
import { randomFrom } from './random.ts';
import { toJson } from './report.ts';
import { readSetPicture, targetsOf, unionOf } from './set.ts';
import type { Question, Reply, Subject } from './subject.ts';

let folder: string;
const [width, height] = [80, 64];
const box = { left: 4, top: 8, width: 26, height: 40 };

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-photos-'));
  const lines: string[] = [];
  for (const source of ['zoo', 'shop']) {
    for (let index = 0; index < 40; index += 1) {
      const id = `${source}-${index}`;
      if (isHeldOut(id)) await writeFile(join(folder, `${id}.png`), await pictureToPng(noise(id)));
      const whole = { name: 'shoes', ...encodeRle(boxMask(width, height, box)) };
      const part = { name: 'left shoe', part_of: 'shoes', ...encodeRle(boxMask(width, height, { ...box, width: 9 })) };
      lines.push(JSON.stringify({ id, file: `${id}.png`, width, height, source, licence: 'CC0-1.0', captions: [], qa: [{ q: 'what', a: 'shoes' }], masks: [whole, part] }));
    }
  }
  await writeFile(join(folder, 'photos.jsonl'), lines.join('\n'));
});
after(() => rm(folder, { recursive: true }));

function noise(seed: string): Picture {
  const random = randomFrom(seed);
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256)) };
}

test('the held-out tenth is fixed by the id alone, as the Python side computes it', () => {
  // hashlib.sha256(b"ccp-0015").digest()[:4], big-endian, is divisible by ten; that of ccp-0001 is not.
  assert.equal(isHeldOut('ccp-0015'), true);
  assert.equal(isHeldOut('ccp-0001'), false);
  const share = Array.from({ length: 5000 }, (_, index) => `photo-${index}`).filter(isHeldOut).length / 5000;
  assert.ok(share > 0.08 && share < 0.12, `${share}`);
});

test('only held-out photos are read, the sources take turns, parts of a mask are left out', async () => {
  const photos = await readPhotos(folder);
  assert.ok(photos.length >= 4 && photos.every(({ id }) => isHeldOut(id)));
  assert.deepEqual(photos.slice(0, 4).map(({ source }) => source), ['zoo', 'shop', 'zoo', 'shop']);
  assert.deepEqual(photos[0].masks.map(({ name }) => name), ['shoes']);
  assert.deepEqual((await readPhotos(folder, 2)).map(({ id }) => id), photos.slice(0, 2).map(({ id }) => id));
});

test('what is pasted keeps clear of known objects, and the photo as it was is the truth', async () => {
  const photos = await readPhotos(folder);
  const target = await mkdtemp(join(tmpdir(), 'focus-pasted-test-'));
  const pasted = await writePasted(photos, target);
  assert.ok(pasted.length >= 3, `${pasted.length} of ${photos.length}`);
  for (const picture of pasted) {
    const [edit] = picture.edits;
    const mask = unionOf(picture, targetsOf(edit));
    const [source, truth] = [await readSetPicture(target, picture.file), await readSetPicture(target, edit.target as string)];
    assert.deepEqual(truth.data, noise(picture.id).data);
    const changed = truth.data.map((value, index) => (value === source.data[index] ? 0 : 1));
    const inside = { ...mask, data: mask.data.map((_, pixel) => changed[pixel * 3] | changed[pixel * 3 + 1] | changed[pixel * 3 + 2]) };
    assert.ok(iou(inside, mask) > 0.99);
    assert.equal(area(intersect(dilate(mask, 2), boxMask(width, height, box))), 0);
  }
  await rm(target, { recursive: true });
});

test('photos have rows of their own, by source too, and the mask of what is to be removed goes along', async () => {
  const removals: Question[] = [];
  const ask = async (question: Question): Promise<Reply> => {
    if (question.text === 'remove this') removals.push(question);
    return { action: 'segment', text: '', masks: [{ name: 'shoes', mask: boxMask(width, height, box), score: 0.9 }] };
  };
  const subject: Subject = { look: async (picture) => ({ picture, ask, name: (name) => ask({ text: name }) }), follow: async () => [], close: async () => {} };
  const { photos } = toJson(await evaluatePhotos(subject, await readPhotos(folder))) as Record<string, any>;
  assert.equal(photos.box.cIoU, 100);
  assert.equal(photos.names.cIoU, 100);
  assert.equal(photos.sources.zoo.point.cIoU, 100);
  assert.equal(photos.remove.success, 0);
  assert.ok(removals.length > 0 && removals.every(({ masks }) => masks?.length === 1 && area(masks[0]) > 0));
});
