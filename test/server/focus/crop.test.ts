import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondLook, squareAround } from '../../../server/focus/crop.ts';
import { createPicture } from '../../../server/images/picture.ts';

const picture = createPicture(4000, 3000, [0, 0, 0]);
const whole = { left: 0, top: 0, width: 4000, height: 3000 };

test('a small thing in a large picture is looked at again', () => {
  const part = secondLook({ left: 2000, top: 1000, width: 100, height: 60 }, picture, whole);
  assert.deepEqual(part, { left: 1850, top: 830, width: 400, height: 400 });
});

test('no part is smaller than what the model sees', () => {
  assert.equal(secondLook({ left: 2000, top: 1000, width: 10, height: 10 }, picture, whole)?.width, 128);
});

test('a thing that fills the picture is not looked at again', () => {
  assert.equal(secondLook({ left: 500, top: 500, width: 2000, height: 2000 }, picture, whole), null);
});

test('a picture of the model\'s own size is looked at once', () => {
  const small = createPicture(128, 128, [0, 0, 0]);
  assert.equal(secondLook({ left: 5, top: 5, width: 10, height: 10 }, small, { left: 0, top: 0, width: 128, height: 128 }), null);
});

test('a part at the edge is moved into the picture', () => {
  assert.deepEqual(squareAround({ left: 0, top: 0, width: 10, height: 10 }, 100, picture), { left: 0, top: 0, width: 100, height: 100 });
  assert.deepEqual(squareAround({ left: 3990, top: 2990, width: 10, height: 10 }, 100, picture), { left: 3900, top: 2900, width: 100, height: 100 });
});
