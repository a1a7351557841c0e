import assert from 'node:assert/strict';
import { test } from 'node:test';
import { area } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../server/images/raster.ts';
import { type Filter, resizeMask, resizePicture, resizePlane } from '../../../server/images/resize.ts';
import { drawing, drawnMask, noisePicture, randomNumbers } from './pictures.ts';

const filters: Filter[] = ['area', 'bilinear', 'lanczos'];

test('a picture of one colour keeps it at any size', () => {
  for (const filter of filters) {
    for (const [width, height] of [[1, 1], [7, 3], [31, 40], [200, 2]]) {
      const scaled = resizePicture(createPicture(31, 17, [12, 200, 255]), width, height, filter);
      assert.deepEqual(scaled, createPicture(width, height, [12, 200, 255]));
    }
  }
});

test('area takes the mean of what a pixel covers, fractions included', () => {
  const plane = Float32Array.of(0, 30, 60);
  assert.deepEqual(Array.from(resizePlane(plane, { width: 3, height: 1 }, { width: 1, height: 1 }, 'area')), [30]);
  // Each of two pixels covers one and a half of three.
  assert.deepEqual(Array.from(resizePlane(plane, { width: 3, height: 1 }, { width: 2, height: 1 }, 'area')), [10, 50]);
});

test('bilinear enlarging matches values computed by hand', () => {
  const plane = Float32Array.of(0, 100);
  const wide = resizePlane(plane, { width: 2, height: 1 }, { width: 4, height: 1 }, 'bilinear');
  assert.deepEqual(Array.from(wide), [0, 25, 75, 100]);
});

test('bilinear and lanczos match Pillow 9.4 on a fixed row', () => {
  // Image.fromarray(row).resize((3, 1), BILINEAR / LANCZOS) for a row of eight grey values.
  const row = Uint8Array.of(0, 10, 200, 30, 90, 255, 4, 128);
  const picture = { width: 8, height: 1, data: Uint8Array.from({ length: 24 }, (_, index) => row[Math.floor(index / 3)]) };
  const grey = (filter: Filter): number[] => Array.from(resizePicture(picture, 3, 1, filter).data).filter((_, i) => i % 3 === 0);
  assert.deepEqual(grey('bilinear'), [54, 113, 106]);
  assert.deepEqual(grey('lanczos'), [47, 121, 111]);
});

test('the same size gives the same bytes in a new array', () => {
  const picture = noisePicture(9, 5, randomNumbers(10));
  for (const filter of filters) {
    const scaled = resizePicture(picture, 9, 5, filter);
    assert.deepEqual(scaled, picture);
    assert.notEqual(scaled.data, picture.data);
  }
});

test('1 x 3,000 pixels can be scaled both ways', () => {
  const tall = noisePicture(1, 3000, randomNumbers(11));
  assert.equal(resizePicture(tall, 128, 128).data.length, 128 * 128 * 3);
  assert.equal(resizePicture(tall, 1, 1, 'lanczos').data.length, 3);
});

test('a mask keeps its share of the area', () => {
  const mask = discMask(640, 480, { x: 300, y: 200 }, 120);
  const small = resizeMask(mask, 64, 48);
  assert.ok(Math.abs((area(small) * 100) / area(mask) - 1) < 0.03);
  assert.deepEqual(drawing(resizeMask(drawnMask('##..', '#...'), 2, 1)), ['#.']);
  assert.deepEqual(resizeMask(boxMask(8, 8, { left: 2, top: 0, width: 4, height: 8 }), 4, 4).data, boxMask(4, 4, { left: 1, top: 0, width: 2, height: 4 }).data);
});
