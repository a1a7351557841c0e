import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createMask, type Mask } from '../../../server/images/mask.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { meanFill } from '../rivals.ts';
import { readSet, readSetPicture } from '../set.ts';
import { blurInside } from './blur.ts';
import { editSucceeded, isTextured } from './edit-success.ts';

const shipped = fileURLToPath(new URL('../heldout', import.meta.url));

interface Case {
  kind: string;
  source: Picture;
  truth: Picture;
  region: Mask;
}

/** Up to 24 edits of each kind of the shipped set. */
async function shippedEdits(): Promise<Case[]> {
  const cases: Case[] = [];
  for (const { file, edits } of await readSet(shipped)) {
    for (const { kind, target, region } of edits) {
      if (cases.filter((one) => one.kind === kind).length === 24) continue;
      const [source, truth] = [await readSetPicture(shipped, file), await readSetPicture(shipped, target as string)];
      cases.push({ kind, source, truth, region: region ? decodeRle(region) : createMask(truth.width, truth.height, 1) });
    }
  }
  return cases;
}

const cases = await shippedEdits();
const share = (kind: string, passes: (one: Case) => boolean) => {
  const some = cases.filter((one) => one.kind === kind);
  return (100 * some.filter(passes).length) / some.length;
};

for (const kind of ['remove', 'recolour', 'replace', 'background']) {
  test(`${kind}: the true picture always passes, the unchanged source never, a mean fill less than half of the time`, () => {
    assert.equal(share(kind, ({ source, truth, region }) => editSucceeded(truth, source, truth, region)), 100);
    assert.equal(share(kind, ({ source, truth, region }) => editSucceeded(source, source, truth, region)), 0);
    assert.ok(share(kind, ({ source, truth, region }) => editSucceeded(meanFill(source, region), source, truth, region)) < 50);
  });
}

test('where the ground has texture, a mean fill never passes for a removal', () => {
  const textured = cases.filter(({ kind, truth, region }) => kind === 'remove' && isTextured(truth, region));
  assert.ok(textured.length >= 8, `${textured.length} removals on textured ground`);
  assert.ok(textured.every(({ source, truth, region }) => !editSucceeded(meanFill(source, region), source, truth, region)));
});

test('a true picture that is a little soft passes', () => {
  const soft = ({ truth, region }: Case): Picture => {
    const data = truth.data.slice();
    for (let channel = 0; channel < 3; channel += 1) {
      const plane = Float32Array.from(region.data, (_, pixel) => truth.data[pixel * 3 + channel]);
      const blurred = blurInside(plane, region, 1);
      for (let pixel = 0; pixel < plane.length; pixel += 1) if (region.data[pixel] === 1) data[pixel * 3 + channel] = blurred[pixel];
    }
    return { ...truth, data };
  };
  for (const kind of ['remove', 'recolour', 'replace']) {
    assert.ok(share(kind, (one) => editSucceeded(soft(one), one.source, one.truth, one.region)) > 95, kind);
  }
});

test('half of the old object shining through fails', () => {
  const ghost = ({ source, truth }: Case): Picture => {
    return { ...truth, data: truth.data.map((value, index) => 0.4 * value + 0.6 * source.data[index]) };
  };
  for (const kind of ['remove', 'recolour', 'replace']) {
    assert.equal(share(kind, (one) => editSucceeded(ghost(one), one.source, one.truth, one.region)), 0, kind);
  }
});

test('noise instead of structure fails', () => {
  const truth = createPicture(32, 32, [100, 100, 100]);
  const source = createPicture(32, 32, [200, 30, 30]);
  const noisy = { ...truth, data: truth.data.map((value, index) => value + (Math.floor(index / 3) % 2 === 0 ? 60 : -60)) };
  assert.equal(editSucceeded(noisy, source, truth, createMask(32, 32, 1)), false);
});
