import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { compose } from '../../../server/images/compose.ts';
import { createMask } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { drawnMask, noisePicture, randomMask, randomNumbers } from './pictures.ts';

test('no byte outside the mask ever changes', () => {
  const random = randomNumbers(6);
  for (let round = 0; round < 300; round += 1) {
    const [width, height] = [1 + Math.floor(random() * 24), 1 + Math.floor(random() * 24)];
    const [source, generated] = [noisePicture(width, height, random), noisePicture(width, height, random)];
    const mask = randomMask(width, height, random);
    const before = source.data.slice();
    const { picture, changed } = compose(source, generated, mask, Math.floor(random() * 8));
    let differing = 0;
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const differs = [0, 1, 2].some((c) => picture.data[pixel * 3 + c] !== source.data[pixel * 3 + c]);
      if (differs) {
        differing += 1;
        assert.equal(mask.data[pixel], 1, `round ${round}, pixel ${pixel}`);
      }
    }
    assert.equal(changed, differing);
    assert.deepEqual(source.data, before);
  }
});

test('without a feather the inside is the generated picture', () => {
  const { picture, changed } = compose(createPicture(3, 1, [10, 20, 30]), createPicture(3, 1, [200, 100, 0]), drawnMask('.#.'));
  assert.deepEqual(Array.from(picture.data), [10, 20, 30, 200, 100, 0, 10, 20, 30]);
  assert.equal(changed, 1);
});

test('a feather blends from the border inwards', () => {
  const { picture } = compose(createPicture(7, 1, [0, 0, 0]), createPicture(7, 1, [90, 90, 90]), drawnMask('.#####.'), 2);
  assert.deepEqual(Array.from(picture.data).filter((_, index) => index % 3 === 0), [0, 30, 60, 90, 60, 30, 0]);
});

test('an empty mask changes nothing, a full mask everything', () => {
  const [source, generated] = [createPicture(4, 4, [1, 1, 1]), createPicture(4, 4, [9, 9, 9])];
  assert.equal(compose(source, generated, createMask(4, 4), 3).changed, 0);
  assert.deepEqual(compose(source, generated, createMask(4, 4, 1), 3).picture.data, generated.data);
});

test('pictures and masks of other sizes are refused', () => {
  const source = createPicture(4, 4, [0, 0, 0]);
  for (const call of [
    () => compose(source, createPicture(3, 4, [0, 0, 0]), createMask(4, 4)),
    () => compose(source, source, createMask(4, 3)),
  ]) {
    assert.throws(call, (error) => FocusError.isInstance(error) && error.code === 'picture-size-differs');
  }
});
