import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustedExactly } from '../../../server/focus/exact-edit.ts';
import { adjustmentSchema } from '../../../server/images/adjust/adjustment.ts';
import { FocusError } from '../../../server/errors.ts';
import { boundingBox } from '../../../server/images/mask.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { noisePicture, randomNumbers } from '../images/pictures.ts';

const picture = noisePicture(40, 30, randomNumbers(8));
const mask = boxMask(40, 30, { left: 10, top: 6, width: 12, height: 9 });

test('an exact operation of a turn says what it did, and how masks come to lie', async () => {
  const { kind, exact, move, picture: cropped } = await adjustedExactly(picture, mask, adjustmentSchema.parse({ kind: 'crop', margin: 2 }), 1);
  assert.deepEqual([kind, exact!.kind, cropped.width, cropped.height], ['adjust', 'crop', 16, 13]);
  assert.deepEqual(boundingBox(move!.mask(mask)), { left: 2, top: 2, width: 12, height: 9 });
});

test('a trimmed cut-out too', async () => {
  const { move, picture: cut } = await adjustedExactly(picture, mask, adjustmentSchema.parse({ kind: 'cut-out', edge: 0 }), 1);
  assert.deepEqual([cut.width, cut.height], [12, 9]);
  assert.deepEqual(boundingBox(move!.mask(mask)), { left: 0, top: 0, width: 12, height: 9 });
});

test('what moves nothing has no way of moving, and other work goes on meanwhile', async () => {
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 1);
  const large = noisePicture(1500, 1000, randomNumbers(9));
  const { move, outsidePixels } = await adjustedExactly(large, null, adjustmentSchema.parse({ kind: 'tone', hue: 40 }), 1);
  clearInterval(timer);
  assert.equal(move, undefined);
  assert.equal(outsidePixels, 0);
  assert.ok(ticks > 3, `${ticks} ticks`);
});

test('what it refuses is refused here', async () => {
  await assert.rejects(adjustedExactly(picture, null, adjustmentSchema.parse({ kind: 'cut-out' }), 1), (error) => FocusError.isInstance(error) && error.code === 'mask-needed');
});
