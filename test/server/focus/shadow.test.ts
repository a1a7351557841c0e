import assert from 'node:assert/strict';
import { test } from 'node:test';
import { litBeside, oldShadow, paintedBeside, relit } from '../../../server/focus/shadow.ts';

const side = 32;
const size = side * side;
const rows = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: size }, (_, at) => value(at % side, Math.floor(at / side)));
const planes = (value: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: 3 * size }, (_, at) => value(at % side, Math.floor((at % size) / side)));
const within = (x: number, y: number, [left, top, right, bottom]: number[]): boolean => x >= left && x < right && y >= top && y < bottom;
const thing = [12, 8, 20, 18];
/** Falls to the right of the foot. */
const fallen = [20, 15, 25, 19];
const mask = rows((x, y) => (within(x, y, thing) ? 1 : 0));
const flat = planes(() => 0.6);

test('a shadow that was painted at the foot counts, a faint difference and one far away do not', () => {
  const darker = planes((x, y) => (within(x, y, fallen) || y < 4 ? 0.3 : 0.6));
  const { ramp, gain } = paintedBeside({ result: darker, plain: flat, mask, place: mask, side });
  assert.ok(ramp[16 * side + 22] > 0.9);
  assert.ok(gain[16 * side + 22] < 0.75);
  assert.equal(ramp[2 * side + 16], 0, 'above it');
  assert.equal(ramp[10 * side + 16], 0, 'under the mask');
  const faint = paintedBeside({ result: planes(() => 0.61), plain: flat, mask, place: mask, side });
  assert.equal(Math.max(...faint.ramp), 0);
});

test('where the ground is painted lighter at the foot of a thing lay its shadow', () => {
  const shade = oldShadow({ result: flat, plain: planes((x, y) => (within(x, y, fallen) || y < 4 ? 0.4 : 0.6)), mask, place: mask, side });
  assert.equal(shade[16 * side + 22], 1);
  assert.equal(shade[2 * side + 16], 0, 'too high for a shadow');
  assert.equal(shade[16 * side + 4], 0, 'as light as before');
  const darker = oldShadow({ result: planes(() => 0.4), plain: flat, mask, place: mask, side });
  assert.ok(!darker.includes(1));
});

test('ground gets as light as it was painted anew and keeps what is finer; the thing does not colour it', () => {
  const tiles = (x: number): number => (x % 8 < 4 ? 0.5 : 0.7);
  const source = planes((x, y) => (within(x, y, thing) ? 0 : tiles(x) * (within(x, y, fallen) ? 0.5 : 1)));
  const shade = rows((x, y) => (within(x, y, [18, 13, 27, 21]) ? 1 : 0));
  const { ramp, gain } = litBeside(source, planes(tiles), { mask, side }, shade);
  for (const x of [20, 21, 23]) {
    const at = 17 * side + x;
    assert.equal(Math.round(ramp[at] * 10), 10);
    assert.ok(Math.abs(relit(source[at], gain[at]) - tiles(x)) < 0.06, `column ${x}: ${relit(source[at], gain[at])}`);
  }
  assert.ok(Math.abs(gain[25 * side + 25] - 1) < 0.01, 'where no shadow lay nothing changes');
  assert.equal(ramp[5 * side + 5], 0);
});

test('another light changes what is black a little, and nothing where it is the same', () => {
  assert.ok(relit(0, 2) > 0 && relit(0, 2) < 0.05);
  assert.ok(Math.abs(relit(0.4, 1) - 0.4) < 1e-9);
});
