import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf } from '../../../server/focus/frame.ts';
import { instancesOf, isPart, shareOut } from '../../../server/focus/instances.ts';
import { area, union } from '../../../server/images/mask.ts';
import { boxMask } from '../../../server/images/raster.ts';

const grid = 8;
const spot = (left: number, width: number): Float32Array =>
  Float32Array.from({ length: grid * grid }, (_, cell) => (cell % grid >= left && cell % grid < left + width ? 4 : -4));
const predicted = (scores: number[]) => ({ logits: [spot(0, 8), spot(5, 2), spot(1, 2), spot(1, 2)], scores, editState: new Float32Array(0) });

test('several names are given out left to right', () => {
  const found = instancesOf('red cube, blue cone', predicted([0.9, 0.8, 0.7, 0.1]), grid);
  assert.deepEqual(found.map(({ name, score }) => [name, score]), [['red cube', 0.7], ['blue cone', 0.8]]);
});

test('one name is one mask, whatever the instance queries say', () => {
  assert.equal(instancesOf('red cube', predicted([0.9, 0.8, 0.7, 0.1]), grid).length, 1);
});

test('more names than instance queries are one mask', () => {
  assert.equal(instancesOf('red cube, blue cone, green ball, white star', predicted([0.9, 0.8, 0.7, 0.9]), grid).length, 1);
});

test('a number of objects that the instance queries cannot tell apart is one mask', () => {
  assert.deepEqual(instancesOf('5 objects', predicted([0.9, 0.8, 0.7, 0.9]), grid).map(({ name }) => name), ['5 objects']);
});

test('parts follow no outline of their own', () => {
  assert.deepEqual(['left half of red cube', 'everything else', 'red cube', '5 objects'].map(isPart), [true, true, false, false]);
});

test('two queries on the same thing count once', () => {
  assert.equal(instancesOf('red cubes', predicted([0.9, 0.8, 0.7, 0.6]), grid).length, 2);
});

test('where the instance queries are not sure all stays one mask', () => {
  assert.deepEqual(instancesOf('red cubes', predicted([0.9, 0.4, 0.3, 0.1]), grid).map(({ name }) => name), ['red cubes']);
});

test('the shares are the union and do not overlap', () => {
  const whole = boxMask(64, 64, { left: 4, top: 4, width: 50, height: 20 });
  const shares = shareOut(whole, instancesOf('red cubes', predicted([0.9, 0.8, 0.7, 0]), grid), frameOf({ left: 0, top: 0, width: 64, height: 64 }, 64), grid);
  assert.deepEqual(shares.reduce(union).data, whole.data);
  assert.equal(shares.reduce((sum, mask) => sum + area(mask), 0), area(whole));
});
