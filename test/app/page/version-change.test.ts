import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeInWords, changeOf } from '../../../app/canvas/version-change.ts';
import type { MaskVersionDocument } from '../../../server/conversation/documents.ts';
import { area, type Mask } from '../../../server/images/mask.ts';
import { decodeRle, encodeRle } from '../../../server/images/rle.ts';

const [width, height] = [60, 50];
/** A mask of some columns. */
const version = (number: number, from: number, to: number): MaskVersionDocument => {
  const mask: Mask = { width, height, data: Uint8Array.from({ length: width * height }, (_, index) => Number(index % width >= from && index % width < to)) };
  const shape = { width, height, counts: encodeRle(mask).counts, area: area(mask), box: { left: from, top: 0, width: to - from, height } };
  return { id: `v${number}`, number, parentId: number === 1 ? null : `v${number - 1}`, shape } as MaskVersionDocument;
};
const versions = [version(1, 0, 20), version(2, 4, 45), version(3, 4, 45)];
const columns = (counts: string) => {
  const { data } = decodeRle({ size: [height, width], counts });
  return Array.from({ length: width }, (_, x) => x).filter((x) => data[x] === 1);
};

test('a version is compared with the one before it, pixel for pixel and in words', () => {
  const change = changeOf({ versions }, versions[1])!;
  assert.deepEqual(columns(change.added.counts), Array.from({ length: 25 }, (_, index) => 20 + index));
  assert.deepEqual(columns(change.removed.counts), [0, 1, 2, 3]);
  assert.equal(changeInWords(change), '1,250 px more, 200 px less than version 1');
});

test('a version that covers the same, as one with a softer edge, says so', () => {
  assert.equal(changeInWords(changeOf({ versions }, versions[2])!), 'the same pixels as version 2');
});

test('the first version is compared with nothing', () => {
  assert.equal(changeOf({ versions }, versions[0]), null);
});
