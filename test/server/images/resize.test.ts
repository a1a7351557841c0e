import assert from 'node:assert/strict';
import { test } from 'node:test';
import { area } from '../../../server/images/mask.ts';
import { cropMask, cropPicture } from '../../../server/images/crop.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../server/images/raster.ts';
import { type Filter, resizeMask, resizeMaskPart, resizePart, resizePicture, resizePlane } from '../../../server/images/resize.ts';
import { drawing, drawnMask, noisePicture, randomMask, randomNumbers } from './pictures.ts';

const filters: Filter[] = ['area', 'bilinear', 'lanczos'];

test('a picture of one colour keeps it at any size', () => {
  for (const filter of filters) {
    for (const [width, height] of [[1, 1], [7, 3], [31, 40], [200, 2]]) {
      const scaled = resizePicture(createPicture(31, 17, [12, 200, 255]), width, height, filter);
      assert.deepEqual(scaled, createPicture(width, height, [12, 200, 255]));
    }
  }
});

test('a part is scaled as if it were cut out first, also where it reaches far over the edge', () => {
  const random = randomNumbers(91);
  const [picture, mask] = [noisePicture(40, 6, random), randomMask(40, 6, random)];
  for (const box of [{ left: 0, top: -17, width: 40, height: 40 }, { left: 30, top: 2, width: 20, height: 9 }, { left: -50, top: -50, width: 200, height: 180 }, { left: 5, top: 1, width: 11, height: 4 }]) {
    for (const filter of filters) {
      for (const [width, height] of [[7, 7], [64, 64], [3, 20]]) {
        const [whole, cut] = [resizePart(picture, box, width, height, filter), resizePicture(cropPicture(picture, box), width, height, filter)];
        assert.ok(whole.data.every((value, at) => Math.abs(value - cut.data[at]) <= 1), `${JSON.stringify(box)} ${filter}`);
        const part = cropMask(mask, box);
        const [share, plane] = [resizeMaskPart(mask, box, width, height, filter), resizePlane(Float32Array.from(part.data), part, { width, height }, filter)];
        assert.ok(share.every((value, at) => Math.abs(value - plane[at]) < 1e-5));
      }
    }
  }
});

test('a part far larger than the picture takes no memory for what lies outside', () => {
  const picture = createPicture(30_000, 2, [1, 2, 3]);
  // Cut out it would take 2.7 GB.
  const { data } = resizePart(picture, { left: 0, top: -14_999, width: 30_000, height: 30_000 }, 64, 64);
  assert.deepEqual([...data.subarray(0, 3)], [1, 2, 3]);
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
