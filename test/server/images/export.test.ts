import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { maskFromPicture, maskToJson, maskToPng, pictureToJpeg, pictureToPng, smallCutOut } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { drawnMask, noisePicture, randomMask, randomNumbers } from './pictures.ts';

test('a picture comes back from its PNG byte by byte', async () => {
  const picture = noisePicture(33, 21, randomNumbers(20));
  const { width, height, data } = await readPicture(await pictureToPng(picture));
  assert.deepEqual({ width, height, data }, picture);
});

test('a picture that is partly transparent comes back with its alpha and the colours under it', async () => {
  const random = randomNumbers(25);
  const alpha = Uint8Array.from({ length: 33 * 21 }, () => Math.floor(random() * 256));
  const picture = { ...noisePicture(33, 21, random), alpha };
  const { data, alpha: back } = await readPicture(await pictureToPng(picture));
  assert.deepEqual([data, back], [picture.data, alpha]);
});

test('a mask in black and white stays one where a pixel is transparent; a shape that only transparency draws is taken from it', async () => {
  const disc = Uint8Array.from({ length: 40 * 40 }, (_, at) => ((at % 40 - 20) ** 2 + (Math.floor(at / 40) - 20) ** 2 < 150 ? 1 : 0));
  const file = (pixel: (inside: number) => readonly [number, number]) => {
    const values = Array.from(disc).flatMap((inside) => {
      const [grey, alpha] = pixel(inside);
      return [grey, grey, grey, alpha];
    });
    return sharp(Buffer.from(values), { raw: { width: 40, height: 40, channels: 4 } });
  };
  const drawn = await file((inside) => [inside * 255, 255]).raw().toBuffer();
  drawn[3] = 0;
  const inBlackAndWhite = await sharp(drawn, { raw: { width: 40, height: 40, channels: 4 } }).png().toBuffer();
  assert.deepEqual((await maskFromPicture(inBlackAndWhite)).data, disc);
  for (const grey of [0, 255]) assert.deepEqual((await maskFromPicture(await file((inside) => [grey, inside * 255]).png().toBuffer())).data, disc);
});

test('a preview is a JPEG of the same size', async () => {
  const { width, height, format } = await readPicture(await pictureToJpeg(noisePicture(33, 21, randomNumbers(21))));
  assert.deepEqual([width, height, format], [33, 21, 'jpeg']);
});

test('a mask becomes an 8-bit grey PNG of 0 and 255 and comes back', async () => {
  const mask = randomMask(19, 12, randomNumbers(22));
  const png = await maskToPng(mask);
  const header = await sharp(png).metadata();
  assert.deepEqual([header.channels, header.depth, header.space], [1, 'uchar', 'b-w']);
  assert.deepEqual(await maskFromPicture(png, mask), mask);
});

test('a mask of another size than the picture is refused with both sizes', async () => {
  const png = await maskToPng(drawnMask('#.', '..'));
  await assert.rejects(
    maskFromPicture(png, { width: 9, height: 9 }),
    (error) => FocusError.isInstance(error) && error.code === 'mask-size-differs' && /2 x 2.*9 x 9/.test(error.line),
  );
});

test('a small cut-out is a WebP of the side asked for, transparent outside, and small whatever is on it', async () => {
  const random = randomNumbers(24);
  const picture = noisePicture(200, 100, random);
  const left = { width: 200, height: 100, data: Uint8Array.from({ length: 20_000 }, (_, pixel) => (pixel % 200 < 100 ? 1 : 0)) };
  const file = await smallCutOut(picture, left, 64);
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, info.channels], [64, 32, 4]);
  assert.deepEqual([data[(16 * 64 + 8) * 4 + 3], data[(16 * 64 + 56) * 4 + 3]], [255, 0]);
  // Noise is the worst there is; base64 of it still fits a notification of the database (8,000 bytes).
  const worst = await smallCutOut(noisePicture(64, 64, random), { width: 64, height: 64, data: new Uint8Array(4096).fill(1) }, 64);
  assert.ok(worst.length < 4000, `${worst.length} bytes`);
});

test('a mask as JSON carries run lengths, area and box', () => {
  const mask = drawnMask('....', '.##.');
  const json = maskToJson(mask, 'cube');
  assert.deepEqual(json.box, { left: 1, top: 1, width: 2, height: 1 });
  assert.equal(json.area, 2);
  assert.deepEqual(decodeRle(json), mask);
});
