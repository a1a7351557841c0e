import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedBy, counted } from '../../../server/focus/bounded.ts';
import { groundOf } from '../../../server/focus/ground.ts';
import type { EditResult } from '../../../server/focus/turn-events.ts';
import { exactColour } from '../../../server/focus/exact-recolour.ts';
import { area, createMask, intersect, invert, subtract } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../server/images/raster.ts';

const source = createPicture(80, 60, [10, 20, 30]);
const painted: EditResult = { kind: 'remove', picture: createPicture(80, 60, [200, 200, 200]), region: createMask(80, 60, 1), changedPixels: 4800, seed: 1, paintedAt: { width: 64, height: 64 } };

for (const [name, mask] of [['a small mask', discMask(80, 60, { x: 30, y: 30 }, 5)], ['a large mask', boxMask(80, 60, { left: 2, top: 2, width: 76, height: 56 })], ['a ragged mask', { ...createMask(80, 60), data: Uint8Array.from({ length: 4800 }, (_, at) => (at % 3 === 0 ? 1 : 0)) }]] as const) {
  test(`an edit of the whole picture changes no more than a twentieth more than ${name}`, () => {
    const { changedPixels, picture, region, outsidePixels } = boundedBy(source, painted, mask);
    assert.ok(changedPixels / area(mask) <= 1.05, `${changedPixels} of ${area(mask)}`);
    assert.ok(changedPixels >= area(mask));
    assert.equal(outsidePixels, 0);
    for (let pixel = 0; pixel < 4800; pixel += 1) if (region.data[pixel] === 0) assert.equal(picture.data[pixel * 3], 10);
  });
}

test('what changed beyond what was marked is counted', () => {
  const mask = boxMask(80, 60, { left: 10, top: 10, width: 20, height: 20 });
  const { markedPixels, outsidePixels } = counted(source, painted, mask);
  assert.equal(markedPixels, 400);
  // The pixel round it is its soft border: 22 x 22 without the corners, which are further than a pixel away.
  assert.equal(outsidePixels, 4800 - (22 * 22 - 4));
});

const dog = discMask(80, 60, { x: 40, y: 30 }, 12);
test('a thing that was chosen for a new background is what stays', () => {
  assert.deepEqual(groundOf(dog, true, []), invert(dog));
});
test('a ground that was chosen is the ground', () => {
  assert.deepEqual(groundOf(invert(dog), true, []), invert(dog));
});
test('a ground that the model found loses the things that were marked', () => {
  const cat = boxMask(80, 60, { left: 5, top: 40, width: 10, height: 10 });
  const ground = groundOf(invert(dog), false, [{ id: 'm', name: 'cat', mask: cat }])!;
  assert.equal(area(intersect(ground, cat)), 0);
  assert.deepEqual(ground, subtract(invert(dog), cat));
});
test('where nothing would be left of the picture, or nothing is ground, it cannot be told', () => {
  assert.equal(groundOf(createMask(80, 60, 1), false, []), null);
  assert.equal(groundOf(createMask(80, 60), false, []), null);
});

test('small scenes are painted, larger pictures recoloured exactly, in the colour that was said', () => {
  assert.equal(exactColour({ ...source, width: 128, height: 128 }, 'make it blue', 'blue'), null);
  const large = { ...source, width: 900, height: 600 };
  assert.equal(exactColour(large, 'paint the car dark green, please', 'green'), 'dark green');
  assert.equal(exactColour(large, 'make it #ff00ff', 'red'), '#ff00ff');
  assert.equal(exactColour(large, 'dye it like the sky', 'cyan'), 'cyan');
  assert.equal(exactColour(large, 'dye it', ''), null);
});
