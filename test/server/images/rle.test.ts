import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { area, intersect, subtract } from '../../../server/images/mask.ts';
import { decodeRle, encodeRle, overlapRle, rleHolds, type Rle, subtractRle } from '../../../server/images/rle.ts';
import { drawing, drawnMask, randomMask, randomNumbers } from './pictures.ts';

// Columns of the drawing from top to bottom, left to right: ..# | ### | #.. | ...
// Runs: 2 outside, 5 inside, 5 outside. As characters: 48 + 2, 48 + 5, 48 + 5.
const drawn = drawnMask('.##.', '.#..', '##..');

test('a small mask gives the characters computed by hand', () => {
  assert.deepEqual(encodeRle(drawn), { size: [3, 4], counts: '255' });
});

test('the characters computed by hand give the small mask', () => {
  assert.deepEqual(drawing(decodeRle({ size: [3, 4], counts: '255' })), drawing(drawn));
});

test('numbers of more than four bits and differences take the form computed by hand', () => {
  // 10 x 10, inside at positions 20 to 59 and 90 to 94: runs 20, 40, 30, 5, 5.
  // 20 = 20 + 0 * 32: bit 4 of 20 is set, so a group of 0 follows: 48+20+32 = 'd', '0'.
  // 40 = 8 + 1 * 32: 48+8+32 = 'X', '1'. 30 = 30 + 0 * 32: 48+30+32 = 'n', '0'.
  // 5 - 40 = -35: low five bits 29, rest -2: 48+29+32 = 'm'; -2 in five bits is 30: 48+30 = 'N'.
  // 5 - 30 = -25: low five bits 7, rest -1; bit 4 of 7 is not set, so a group of 31 follows: 48+7+32 = 'W', 'O'.
  const mask = decodeRle({ size: [10, 10], counts: [20, 40, 30, 5, 5] });
  assert.equal(encodeRle(mask).counts, 'd0X1n0mNWO');
  assert.deepEqual(decodeRle({ size: [10, 10], counts: 'd0X1n0mNWO' }).data, mask.data);
});

test('a mask that starts inside starts with a run of 0', () => {
  assert.equal(encodeRle(drawnMask('##', '##')).counts, '04');
});

test('an empty mask is one run', () => {
  assert.deepEqual(encodeRle(drawnMask('..', '..')), { size: [2, 2], counts: '4' });
});

test('what two run lengths have in common is what their masks have', () => {
  const random = randomNumbers(81);
  for (let round = 0; round < 60; round += 1) {
    const [width, height] = [1 + Math.floor(random() * 90), 1 + Math.floor(random() * 40)];
    const [one, other] = [randomMask(width, height, random), randomMask(width, height, random)];
    assert.deepEqual(overlapRle(encodeRle(one), encodeRle(other)), { both: area(intersect(one, other)), area: area(one) });
  }
});

test('masks wider than a strip of columns come back', () => {
  const random = randomNumbers(82);
  for (const [width, height] of [[63, 5], [64, 3], [65, 7], [200, 1], [1, 200], [129, 64]]) {
    const mask = randomMask(width, height, random);
    assert.deepEqual(decodeRle(encodeRle(mask)), mask);
  }
});

test('run lengths are subtracted as their masks are', () => {
  const random = randomNumbers(6);
  const [full, empty] = [drawnMask('##', '##'), drawnMask('..', '..')];
  const pairs = Array.from({ length: 200 }, () => [randomMask(9, 7, random), randomMask(9, 7, random)]);
  for (const [one, other] of [[full, empty], [empty, full], [full, full], [empty, empty], ...pairs]) {
    const left = subtract(one, other);
    assert.deepEqual(subtractRle(encodeRle(one), encodeRle(other)), { ...encodeRle(left), area: area(left) });
  }
});

test('any mask comes back from its encoding', () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 400; round += 1) {
    const mask = randomMask(1 + Math.floor(random() * 40), 1 + Math.floor(random() * 40), random);
    assert.deepEqual(decodeRle(encodeRle(mask)), mask, `round ${round}`);
  }
});

test('a mask of 1,500 x 1,000 pixels comes back', () => {
  const random = randomNumbers(8);
  const mask = { width: 1500, height: 1000, data: new Uint8Array(1.5e6) };
  for (let index = 0; index < 1.5e6; index += 1) mask.data[index] = random() < 0.001 ? 1 : 0;
  assert.ok(Buffer.from(decodeRle(encodeRle(mask)).data).equals(mask.data));
});

const broken: [string, unknown][] = [
  ['a size of one number', { size: [3], counts: '255' }],
  ['a size that is no list', { size: 'big', counts: '255' }],
  ['a fractional size', { size: [1.5, 8], counts: '255' }],
  ['a side of 0', { size: [0, 12], counts: '' }],
  ['a size past the cap', { size: [30000, 30000], counts: '0' }],
  ['runs that stop early', { size: [3, 4], counts: '25' }],
  ['runs that go too far', { size: [3, 4], counts: '256' }],
  ['no runs', { size: [3, 4], counts: '' }],
  ['a character below the alphabet', { size: [3, 4], counts: '2 5' }],
  ['a character above the alphabet', { size: [3, 4], counts: '2é5' }],
  ['an unfinished number', { size: [3, 4], counts: '25d' }],
  ['an endless number', { size: [3, 4], counts: 'oooooooooooo0' }],
  ['a negative run', { size: [3, 4], counts: [14, -2] }],
  ['a negative run as text', { size: [3, 4], counts: 'N>' }],
  ['counts of another type', { size: [3, 4], counts: 12 }],
  ['a run that is no number', { size: [3, 4], counts: [12, 'x'] }],
];
for (const [what, rle] of broken) {
  test(`${what} is refused`, () => {
    assert.throws(
      () => decodeRle(rle as Rle),
      (error) => FocusError.isInstance(error) && error.code === 'mask-rle-invalid' && !error.line.includes('\n'),
    );
  });
}

test('random characters never do anything but decode or be refused', () => {
  const random = randomNumbers(9);
  for (let round = 0; round < 2000; round += 1) {
    const counts = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
      String.fromCharCode(48 + Math.floor(random() * 64)),
    ).join('');
    try {
      assert.equal(decodeRle({ size: [6, 7], counts }).data.length, 42);
    } catch (error) {
      assert.ok(FocusError.isInstance(error), String(error));
    }
  }
});

const photos = new URL('../../../../shared/photos/photos.jsonl', import.meta.url);
test('masks of other encoders decode, keep their characters when encoded again, and are not empty', {
  skip: existsSync(photos) ? false : 'the folder of photos is not here',
}, () => {
  let count = 0;
  for (const line of readFileSync(photos, 'utf8').split('\n').slice(0, 300)) {
    if (line === '') continue;
    for (const { size, counts } of JSON.parse(line).masks as { size: [number, number]; counts: string }[]) {
      const mask = decodeRle({ size, counts });
      assert.ok(area(mask) > 0);
      assert.deepEqual(encodeRle(mask), { size, counts });
      count += 1;
    }
  }
  assert.ok(count > 1000, `${count} masks`);
});

test('whether a pixel lies inside is told without unpacking', () => {
  const random = randomNumbers(77);
  for (let round = 0; round < 20; round += 1) {
    const mask = randomMask(13, 9, random);
    const rle = encodeRle(mask);
    for (let pixel = 0; pixel < 117; pixel += 1) assert.equal(rleHolds(rle, { x: (pixel % 13) + 0.4, y: Math.floor(pixel / 13) + 0.7 }), mask.data[pixel] === 1);
    assert.equal(rleHolds(rle, { x: 13, y: 0 }), false);
  }
});
