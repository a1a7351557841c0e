import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mirroredPicture, mirroredPlane } from '../../../server/images/mirror.ts';

test('left becomes right, and pixels keep their colours', () => {
  const picture = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]) };
  assert.deepEqual([...mirroredPicture(picture).data], [7, 8, 9, 4, 5, 6, 1, 2, 3, 16, 17, 18, 13, 14, 15, 10, 11, 12]);
  assert.deepEqual([...mirroredPlane(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), 3)], [3, 2, 1, 6, 5, 4, 9, 8, 7]);
});
