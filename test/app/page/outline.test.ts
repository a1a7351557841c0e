import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from '../../../app/canvas/outline.ts';
import { ringsOf } from '../../../server/images/rings.ts';
import type { Mask } from '../../../server/images/mask.ts';

function mask(...rows: string[]): Mask {
  return { width: rows[0].length, height: rows.length, data: Uint8Array.from(rows.join(''), (character) => Number(character === '#')) };
}

const corners = (drawn: Mask) => ringsOf(drawn).map((ring) => Array.from({ length: ring.length / 2 }, (_, index) => `${ring[index * 2]},${ring[index * 2 + 1]}`));

/** The area inside of the rings' corners; holes run the other way round and count against it. */
function areaOf(drawn: Mask): number {
  let area = 0;
  for (const ring of ringsOf(drawn)) {
    for (let index = 0; index < ring.length; index += 2) {
      const next = (index + 2) % ring.length;
      area += ring[index] * ring[next + 1] - ring[next] * ring[index + 1];
    }
  }
  return area / 2;
}

test('a rectangle has its four corners', () => {
  assert.deepEqual(corners(mask('....', '.##.', '.##.')), [['3,1', '3,3', '1,3', '1,1']]);
});

test('a hole is a ring of its own', () => {
  const drawn = mask('####', '#..#', '####');
  assert.equal(ringsOf(drawn).length, 2);
  assert.equal(areaOf(drawn), 10);
});

test('separate parts are separate rings', () => {
  assert.equal(ringsOf(mask('#.#', '...', '#.#')).length, 4);
});

test('an empty mask has no ring and a full one goes round the picture', () => {
  assert.deepEqual(corners(mask('..', '..')), []);
  assert.deepEqual(corners(mask('##', '##')), [['2,0', '2,2', '0,2', '0,0']]);
});

test('the rings enclose as many pixels as the mask has, whatever its form', () => {
  let seed = 7;
  for (let round = 0; round < 50; round += 1) {
    const data = Uint8Array.from({ length: 9 * 7 }, () => {
      seed = (seed * 48271) % 2147483647;
      return seed % 2;
    });
    assert.equal(areaOf({ width: 9, height: 7, data }), data.reduce((sum, value) => sum + value, 0));
  }
});

test('short edges are cut in their middle and long ones near their ends', () => {
  assert.deepEqual(outlineOf(mask('####')).map((ring) => [...ring]), [[4, 0.5, 2.5, 1, 1.5, 1, 0, 0.5, 1.5, 0, 2.5, 0]]);
});
