import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf, wholePicture } from '../../../server/focus/frame.ts';
import { boxRegion, maskRegion, pointRegion, regionTypes, scribbleRegion } from '../../../server/focus/regions.ts';
import { boxMask } from '../../../server/images/raster.ts';

const grid = 64;
const frame = frameOf({ left: 0, top: 0, width: 128, height: 128 }, 128);
const cells = (raster: Float32Array): string[] =>
  [...raster.keys()].filter((cell) => raster[cell] === 1).map((cell) => `${cell % grid},${Math.floor(cell / grid)}`);

test('a click marks the nine cells round it', () => {
  const { type, raster } = pointRegion({ x: 21, y: 40 }, true, frame, grid);
  assert.equal(type, regionTypes.point);
  assert.deepEqual(cells(raster), ['9,19', '10,19', '11,19', '9,20', '10,20', '11,20', '9,21', '10,21', '11,21']);
});

test('a click in the corner stays in the picture', () => {
  assert.equal(cells(pointRegion({ x: 0, y: 0 }, false, frame, grid).raster).length, 4);
});

test('a box is filled and has at least one cell', () => {
  assert.deepEqual(cells(boxRegion({ left: 4, top: 6, width: 4, height: 2 }, frame, grid).raster), ['2,3', '3,3']);
  assert.equal(cells(boxRegion({ left: 127.5, top: 127.5, width: 0.2, height: 0.2 }, frame, grid).raster).length, 1);
});

test('a stroke is two cells wide', () => {
  const { raster } = scribbleRegion([{ x: 11, y: 11 }, { x: 21, y: 11 }], frame, grid);
  assert.deepEqual(new Set(cells(raster).map((cell) => cell.split(',')[1])), new Set(['5', '6']));
});

test('a mask marks cells of which more than half is inside', () => {
  const mask = boxMask(128, 128, { left: 10, top: 10, width: 3, height: 2 });
  assert.deepEqual(cells(maskRegion(mask, 4, frame, grid).raster), ['5,5']);
});

test('a mask too small for any cell marks the one that has most of it', () => {
  const mask = boxMask(128, 128, { left: 10, top: 10, width: 1, height: 1 });
  assert.deepEqual(cells(maskRegion(mask, 4, frame, grid).raster), ['5,5']);
});

test('prompts on a wide picture lie in the band it fills of the square', () => {
  const wide = frameOf(wholePicture({ width: 400, height: 200 }), 128);
  assert.deepEqual(wide.inner, { left: 0, top: 32, width: 128, height: 64 });
  const middle = cells(pointRegion({ x: 200, y: 100 }, true, wide, grid).raster);
  assert.ok(middle.includes('32,32'));
});
