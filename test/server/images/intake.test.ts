import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { FocusError } from '../../../server/errors.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { readPicture, readStoredPicture } from '../../../server/images/intake.ts';
import type { PictureLimits } from '../../../server/images/limits.ts';
import { createPicture, onWhite, type Picture } from '../../../server/images/picture.ts';
import { chunk, withChunks } from './colour-files.ts';
import { noisePicture, randomNumbers } from './pictures.ts';

const noise = noisePicture(60, 40, randomNumbers(30));
const red = createPicture(8, 6, [255, 0, 0]);
const folder = await mkdtemp(join(tmpdir(), 'focus-intake-'));
after(() => rm(folder, { recursive: true }));

function raw({ width, height, data }: Picture): ReturnType<typeof sharp> {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function refused(input: Uint8Array | string, code: string, line: RegExp, limits?: Partial<PictureLimits>): Promise<void> {
  await assert.rejects(readPicture(input, limits), (error) => {
    assert.ok(FocusError.isInstance(error), String(error));
    assert.equal(error.code, code);
    assert.match(error.line, line);
    assert.ok(!error.line.includes('\n') && error.hint !== '' && error.status >= 400);
    return true;
  });
}

for (const format of ['png', 'webp', 'gif', 'jpeg', 'avif'] as const) {
  test(`a ${format} picture is read`, async () => {
    const bytes = await raw(red).toFormat(format, { quality: 95 }).toBuffer();
    const picture = await readPicture(bytes);
    assert.deepEqual([picture.format, picture.width, picture.height, picture.notes], [format, 8, 6, []]);
    assert.equal(picture.data.length, 8 * 6 * 3);
    const [r, g, b] = picture.data.subarray(72, 75);
    assert.ok(r > 235 && g < 20 && b < 20, `${r} ${g} ${b}`);
  });
}

test('the name of a file is not believed, only its bytes', async () => {
  const path = join(folder, 'really-a-png.jpg');
  await writeFile(path, await raw(noise).png().toBuffer());
  const picture = await readPicture(path);
  assert.equal(picture.format, 'png');
  assert.deepEqual(picture.data, noise.data);
});

test('a text file named .png is refused as text', async () => {
  const path = join(folder, 'text.png');
  await writeFile(path, 'just some words — with a dash\n');
  await refused(path, 'picture-not-a-picture', /text, not a picture/);
});

test('0 bytes are refused as empty', async () => {
  const path = join(folder, 'empty.png');
  await writeFile(path, '');
  await refused(path, 'picture-empty', /empty \(0 bytes\)/);
  await refused(new Uint8Array(0), 'picture-empty', /empty/);
});

test('a missing file and a folder are named', async () => {
  await refused(join(folder, 'none.png'), 'picture-missing', /There is no file .*none\.png/);
  await refused(folder, 'picture-missing', /is not a file/);
});

for (const format of ['jpeg', 'png', 'webp', 'gif'] as const) {
  for (const share of [0.1, 0.5, 0.9]) {
    test(`a ${format} file cut to ${share * 100} % is refused as cut`, async () => {
      const bytes = await raw(noise).toFormat(format).toBuffer();
      await refused(bytes.subarray(0, Math.floor(bytes.length * share)), 'picture-truncated', /ends too early/);
    });
  }
}

test('a damaged PNG is refused as damaged, not as cut', async () => {
  const bytes = await raw(noise).png().toBuffer();
  bytes.fill(0xaa, 200, 260);
  await refused(bytes, 'picture-damaged', /PNG file is damaged/);
});

/** A PNG of zeros, 1 bit a pixel: small as a file, huge as pixels. */
function bomb(side: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)), { level: 1 });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

test('a PNG bomb of 30,000 x 30,000 pixels is refused by its header, without its memory', async () => {
  const bytes = bomb(30_000);
  assert.ok(bytes.length < 1e6);
  const before = process.memoryUsage().rss;
  await refused(bytes, 'picture-too-large', /30000 x 30000 pixels \(900\.0 megapixels\); at most 120/);
  assert.ok(process.memoryUsage().rss - before < 50e6);
});

test('a picture just under the pixel cap is read, just over it refused', async () => {
  const bytes = await raw(noise).png().toBuffer();
  assert.equal((await readPicture(bytes, { pixels: 2400 })).width, 60);
  await refused(bytes, 'picture-too-large', /60 x 40/, { pixels: 2399 });
});

test('a file over the byte cap is refused before it is read', async () => {
  const path = join(folder, 'large.png');
  await writeFile(path, Buffer.alloc(3 * 1024 * 1024));
  await refused(path, 'picture-too-large', /3 MiB; at most 1 MiB/, { bytes: 1024 * 1024 });
});

const refusals: [string, string, Uint8Array, RegExp][] = [
  ['an SVG', 'picture-format-refused', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="a" width="9"/>'), /SVG/],
  ['a PDF', 'picture-format-refused', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'), /PDF/],
  ['a BMP', 'picture-format-refused', Buffer.from(`BM${'\0'.repeat(60)}`, 'latin1'), /BMP/],
  ['a HEIC file that ends behind its name', 'picture-damaged', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), /HEIC file is damaged/],
  ['an MP4 video', 'picture-format-refused', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'), /video/],
  ['a web page', 'picture-not-a-picture', Buffer.from('<!DOCTYPE html><title>404</title>'), /web page/],
  ['random bytes', 'picture-not-a-picture', Buffer.from([1, 2, 3, 0, 200, 201, 0, 7]), /not a picture of a known kind/],
];
for (const [what, code, bytes, line] of refusals) {
  test(`${what} is refused plainly`, () => refused(bytes, code, line));
}

test('a TIFF is refused plainly', async () => {
  await refused(await raw(red).tiff().toBuffer(), 'picture-format-refused', /TIFF/);
});

test('the decoder itself opens no SVG', async () => {
  await assert.rejects(sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).metadata());
});

test('EXIF orientation is applied', async () => {
  const wide: Picture = { width: 2, height: 1, data: Uint8Array.of(255, 255, 255, 0, 0, 0) };
  // Orientation 6: turn clockwise, so the left pixel comes to the top.
  const bytes = await raw(wide).withMetadata({ orientation: 6 }).png().toBuffer();
  const picture = await readPicture(bytes);
  assert.deepEqual([picture.width, picture.height], [1, 2]);
  assert.deepEqual(Array.from(picture.data), [255, 255, 255, 0, 0, 0]);
});

test('CMYK becomes sRGB with a note', async () => {
  const bytes = await raw(red).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  assert.equal((await sharp(bytes).metadata()).space, 'cmyk');
  const picture = await readPicture(bytes);
  assert.deepEqual(picture.notes.map((note) => note.code), ['cmyk']);
  assert.equal(picture.data.length, 8 * 6 * 3);
  assert.ok(picture.data[0] > 180 && picture.data[1] < 80, String(picture.data.subarray(0, 3)));
});

for (const [what, channels] of [['grey', 1], ['colour', 3]] as const) {
  test(`16 bits become 8 in a ${what} picture, with a note`, async () => {
    const deep = new Uint16Array(4 * channels);
    for (let pixel = 0; pixel < 4; pixel += 1) deep.fill(pixel * 0x4000 + 0x80, pixel * channels, (pixel + 1) * channels);
    const bytes = await sharp(deep, { raw: { width: 4, height: 1, channels } })
      .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
      .png()
      .toBuffer();
    assert.equal((await sharp(bytes).metadata()).depth, 'ushort');
    const picture = await readPicture(bytes);
    assert.deepEqual(picture.notes.map((note) => note.code), ['sixteen-bit']);
    assert.deepEqual(Array.from(picture.data), [0, 0, 0, 64, 64, 64, 128, 128, 128, 192, 192, 192]);
  });
}

test('transparency is kept with a note, and its colours as they are; an unused alpha channel says nothing', async () => {
  const data = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 128, 10, 20, 30, 255);
  const bytes = await sharp(data, { raw: { width: 4, height: 1, channels: 4 } }).png().toBuffer();
  const picture = await readPicture(bytes);
  assert.deepEqual(Array.from(picture.data), [0, 0, 0, 0, 0, 0, 255, 0, 0, 10, 20, 30]);
  assert.deepEqual(Array.from(picture.alpha!), [0, 255, 128, 255]);
  assert.deepEqual(Array.from(onWhite(picture).data), [255, 255, 255, 0, 0, 0, 255, 127, 127, 10, 20, 30]);
  assert.deepEqual(picture.notes.map((note) => note.code), ['transparency']);
  const opaque = await readPicture(await raw(noise).ensureAlpha().png().toBuffer());
  assert.deepEqual([opaque.notes, opaque.data, opaque.alpha], [[], noise.data, undefined]);
});

test('grey becomes three equal channels', async () => {
  const bytes = await sharp(Uint8Array.of(0, 100, 255), { raw: { width: 3, height: 1, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  assert.deepEqual(Array.from((await readPicture(bytes)).data), [0, 0, 0, 100, 100, 100, 255, 255, 255]);
});

for (const format of ['gif', 'webp'] as const) {
  test(`of an animated ${format} the first frame is used, with a note`, async () => {
    const frames = await Promise.all(
      [red, createPicture(8, 6, [0, 0, 255])].map((frame) => raw(frame).png().toBuffer()),
    );
    const bytes = await sharp(frames, { join: { animated: true } }).toFormat(format).toBuffer();
    const picture = await readPicture(bytes);
    assert.deepEqual(picture.notes.map((note) => note.code), ['first-frame']);
    assert.equal(picture.height, 6);
    assert.ok(picture.data[0] > 200 && picture.data[2] < 50);
  });
}

test('a picture of one pixel is read, and one up to 32 times as long as it is wide; a narrower one is refused with its shape', async () => {
  for (const [width, height] of [[1, 1], [1, 32], [3200, 100]]) {
    const picture = await readPicture(await raw(createPicture(width, height, [9, 8, 7])).png().toBuffer());
    assert.deepEqual([picture.width, picture.height], [width, height]);
  }
  await refused(await raw(createPicture(3000, 1, [9, 8, 7])).png().toBuffer(), 'picture-too-narrow', /3000 x 1 pixels: it is 3000 times as wide as it is high; at most 32 times.*Cut/);
  await refused(await raw(createPicture(2, 500, [9, 8, 7])).png().toBuffer(), 'picture-too-narrow', /250 times as high as it is wide/);
});

test('a picture larger than what is kept is scaled down, with both sizes in its note', async () => {
  const bytes = await raw(noise).png().toBuffer();
  const picture = await readPicture(bytes, { keptPixels: 600 });
  assert.deepEqual([picture.width, picture.height], [30, 20]);
  assert.match(picture.notes.map(({ code, message }) => `${code}: ${message}`).join(), /^scaled: The picture has 60 x 40 pixels .* scaled down to 30 x 20/);
  const long = await readPicture(bytes, { keptSide: 15 });
  assert.deepEqual([long.width, long.height], [15, 10]);
  // Turned by its camera, the sides change places.
  const turned = await readPicture(await raw(noise).withMetadata({ orientation: 6 }).jpeg().toBuffer(), { keptPixels: 600 });
  assert.deepEqual([turned.width, turned.height], [20, 30]);
});

test('what has to be decoded at once is refused by its header where it does not fit into memory', async () => {
  const file = (options: object) => raw(noise).png(options).toBuffer();
  const rows = { frameBytes: 1000 };
  await readPicture(await file({}), rows);
  await refused(await file({ progressive: true }), 'picture-too-large', /60 x 40 pixels.*PNG file gives only all at once.*scale it down/, rows);
  await refused(await raw(noise).jpeg({ progressive: true }).toBuffer(), 'picture-too-large', /JPEG/, rows);
  await readPicture(await raw(noise).jpeg({ progressive: true }).toBuffer());
});

test('the screen of a GIF counts, not only its first frame', async () => {
  const gif = Buffer.from(await raw(red).gif().toBuffer());
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  await refused(gif, 'picture-too-large', /65535 x 65535/);
});

test('a JPEG without the tables by which it is decoded is refused', async () => {
  const jpeg = await raw(noise).jpeg().toBuffer();
  await refused(withoutSegments(jpeg, 0xc4), 'picture-damaged', /JPEG file is damaged/);
});

/** The JPEG without its segments of one kind. */
function withoutSegments(jpeg: Uint8Array, marker: number): Uint8Array {
  const kept = [jpeg.subarray(0, 2)];
  for (let at = 2; ; ) {
    const end = at + 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
    if (jpeg[at + 1] === 0xda) return Buffer.concat([...kept, jpeg.subarray(at)]);
    if (jpeg[at + 1] !== marker) kept.push(jpeg.subarray(at, end));
    at = end;
  }
}

for (const [name, brands] of [['major', 'heic'], ['compatible', 'mif1']] as const) {
  test(`HEIC by its ${name} brand is read in the colours of its profile`, async () => {
    const bytes = Buffer.from(await readFile(join(import.meta.dirname, 'files', 'display-p3.heic')));
    bytes.write(brands, 8, 'latin1');
    const picture = await readPicture(bytes);
    assert.deepEqual([picture.format, picture.width, picture.height, picture.notes], ['heic', 64, 64, []]);
    // 200, 40, 40 · 40, 180, 60 · 40, 80, 200 of Display P3 with a gamma of 2.2.
    for (const [at, wanted] of [[[40, 24], [220, 0, 18]], [[56, 24], [0, 184, 24]], [[8, 40], [11, 80, 210]]]) {
      const seen = picture.data.subarray((at[1] * 64 + at[0]) * 3, (at[1] * 64 + at[0]) * 3 + 3);
      assert.ok(wanted.every((value, channel) => Math.abs(value - seen[channel]) <= 3), `${at}: ${seen}`);
    }
  });
}

test('a HEIC file that is cut is refused', async () => {
  const bytes = await readFile(join(import.meta.dirname, 'files', 'display-p3.heic'));
  await assert.rejects(readPicture(bytes.subarray(0, bytes.length - 300)), (error) => FocusError.isInstance(error) && /^picture-(damaged|truncated)$/.test(error.code));
});

test('of an animated AVIF the first frame is used, with a note', async () => {
  const picture = await readPicture(join(import.meta.dirname, 'files', 'animated.avif'));
  assert.deepEqual([picture.format, picture.width, picture.notes.map(({ code }) => code)], ['avif', 64, ['first-frame']]);
});

test('of an animated PNG the first frame is used, with a note', async () => {
  const png = await raw(red).png().toBuffer();
  const picture = await readPicture(withChunks(png, chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))));
  assert.deepEqual([picture.notes.map(({ code }) => code), picture.data[0]], [['first-frame'], 255]);
});

for (let orientation = 1; orientation <= 8; orientation += 1) {
  test(`EXIF orientation ${orientation} is applied to a JPEG`, async () => {
    // A dark corner at the upper left, as stored.
    const data = new Uint8Array(48 * 32 * 3).fill(255);
    for (let y = 0; y < 16; y += 1) data.fill(0, y * 48 * 3, (y * 48 + 16) * 3);
    const bytes = await sharp(data, { raw: { width: 48, height: 32, channels: 3 } }).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const picture = await readPicture(bytes);
    assert.deepEqual([picture.width, picture.height], orientation < 5 ? [48, 32] : [32, 48]);
    const dark = (x: number, y: number) => picture.data[(y * picture.width + x) * 3] < 60;
    const corners = [dark(4, 4), dark(picture.width - 5, 4), dark(4, picture.height - 5), dark(picture.width - 5, picture.height - 5)];
    assert.equal(corners.indexOf(true), [0, 1, 3, 2, 0, 1, 3, 2][orientation - 1]);
    assert.equal(corners.filter(Boolean).length, 1);
  });
}

test('a colour profile is applied', async () => {
  const bytes = await raw(red).withIccProfile('p3').png().toBuffer();
  assert.ok((await sharp(bytes).metadata()).hasProfile);
  const { data } = await readPicture(bytes);
  assert.ok(Math.abs(data[0] - 255) < 4 && data[1] < 8 && data[2] < 8, String(data.subarray(0, 3)));
});

test('random damage never does anything but decode or be refused', async () => {
  const random = randomNumbers(31);
  const originals = await Promise.all((['jpeg', 'png', 'webp', 'gif'] as const).map((f) => raw(noise).toFormat(f).toBuffer()));
  for (let round = 0; round < 120; round += 1) {
    const bytes = Uint8Array.from(originals[round % 4]);
    for (let flips = 0; flips < 4; flips += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    try {
      await readPicture(bytes);
    } catch (error) {
      assert.ok(FocusError.isInstance(error), String(error));
    }
  }
});

test('a picture for which no time is left is refused before it is decoded', async () => {
  await refused(await raw(noise).png().toBuffer(), 'picture-too-slow', /took too long.*Scale it down/, { seconds: 0 });
  await readPicture(await raw(noise).png().toBuffer(), { seconds: 0.5 });
});

test('a picture that focus made itself is read back as it is, also in a shape that is not taken in', async () => {
  const [width, height] = [3, 20_000];
  const bytes = await raw(createPicture(width, height, [9, 8, 7])).png().toBuffer();
  await assert.rejects(readPicture(bytes), { code: 'picture-too-narrow' });
  const picture = await readStoredPicture(bytes);
  assert.deepEqual([picture.width, picture.height, picture.notes], [width, height, []]);
});
