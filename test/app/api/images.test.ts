import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import type { SessionDocument, UploadDocument } from '../../../server/conversation/documents.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { type Api, ask, openApi } from './client.ts';

let api: Api;
before(async () => { api = await openApi(); });
after(() => api.close());

const sample = new Uint8Array(await readFile(new URL('../../../samples/balls-on-wood.png', import.meta.url)));

async function upload(body: unknown, headers: Record<string, string> = {}, query = ''): Promise<UploadDocument> {
  const response = await ask('POST', `/api/images${query}`, body, headers);
  assert.equal(response.status, 201);
  return (await response.json()) as UploadDocument;
}

async function refused(body: unknown, code: string, status: number, headers: Record<string, string> = {}): Promise<void> {
  const response = await ask('POST', '/api/images', body, headers);
  const { error } = (await response.json()) as { error: { code: string; status: number; hint: string; message: string } };
  assert.deepEqual([response.status, error.code, error.status], [status, code, status]);
  assert.ok(error.hint !== '' && error.message !== '');
}

test('a picture comes back pixel for pixel, as a PNG that is kept by caches', async () => {
  const document = await upload(sample, {}, '?name=balls.png');
  assert.deepEqual([document.source, document.name, document.sessionId, document.notes], ['upload', 'balls.png', null, []]);
  const response = await ask('GET', `/api/images/${document.id}`);
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.match(response.headers.get('cache-control') ?? '', /immutable/);
  assert.match(response.headers.get('content-disposition') ?? '', /inline; filename\*=UTF-8''balls\.png/);
  const raw = async (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).removeAlpha().raw().toBuffer();
  assert.deepEqual(await raw(new Uint8Array(await response.arrayBuffer())), await raw(sample));
  const again = await ask('GET', `/api/images/${document.id}`, undefined, { 'if-none-match': response.headers.get('etag') ?? '' });
  assert.deepEqual([again.status, await again.text()], [304, '']);
});

test('a preview is a JPEG no larger than asked', async () => {
  const { id } = await upload(await sharp(sample).resize(600, 300, { fit: 'fill' }).png().toBuffer());
  const response = await ask('GET', `/api/images/${id}?preview=96`);
  const { format, width, height } = await sharp(await response.arrayBuffer()).metadata();
  assert.deepEqual([response.headers.get('content-type'), format, width, height], ['image/jpeg', 'jpeg', 96, 48]);
  assert.match(response.headers.get('etag') ?? '', /-96"$/);
  for (const bad of ['0', '-3', '1e3', '99999', 'large', '']) assert.equal((await ask('GET', `/api/images/${id}?preview=${bad}`)).status, 400, bad);
});

test('the declared type is not believed, only the bytes', async () => {
  const { width } = await upload(await sharp(sample).jpeg().toBuffer(), { 'content-type': 'application/json' });
  assert.equal(width, (await sharp(sample).metadata()).width);
  await refused('just words', 'picture-not-a-picture', 415, { 'content-type': 'image/png' });
});

test('a form with a file is taken, with its name and without its path', async () => {
  const form = new FormData();
  form.append('note', 'not the file');
  form.append('file', new File([sample], '../../etc/böse\u0007.png', { type: 'text/html' }));
  assert.equal((await upload(form)).name, 'böse.png');
});

test('a form without a file and a broken form are refused', async () => {
  const form = new FormData();
  form.append('file', 'words');
  await refused(form, 'form-without-file', 400);
  await refused('nonsense', 'form-malformed', 400, { 'content-type': 'multipart/form-data; boundary=x' });
});

test('a camera that was held sideways: the picture is turned and says nothing of where it was taken', async () => {
  const sideways = await sharp(sample).resize(60, 40, { fit: 'fill' }).jpeg().withMetadata({ orientation: 6 }).withExif({ IFD0: { Copyright: 'secret place' } }).toBuffer();
  const turned = await sharp(sample).resize(60, 40, { fit: 'fill' }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const [{ width, height }, { id }] = [await upload(turned), await upload(sideways)];
  assert.deepEqual([width, height], [40, 60]);
  const bytes = Buffer.from(await (await ask('GET', `/api/images/${id}`)).arrayBuffer());
  assert.ok(!bytes.includes('secret place') && (await sharp(bytes).metadata()).exif === undefined);
});

test('what was done on the way is noted', async () => {
  const seeThrough = await sharp({ create: { width: 9, height: 9, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } } }).png().toBuffer();
  const { id, notes } = await upload(seeThrough);
  assert.match(notes.join(), /transparent/);
  // It stays with the picture, also where another session begins with it.
  for (let session = 0; session < 2; session += 1) {
    const { images } = (await (await ask('POST', '/api/sessions', { imageId: id })).json()) as SessionDocument;
    assert.deepEqual(images[0].notes, notes);
  }
  const kept = await sharp(await (await ask('GET', `/api/images/${id}`)).arrayBuffer()).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([kept.info.channels, kept.data[3]], [4, 128]);
  const preview = await ask('GET', `/api/images/${id}?preview=64`);
  assert.equal(preview.headers.get('content-type'), 'image/webp');
  const small = await sharp(await preview.arrayBuffer()).raw().toBuffer({ resolveWithObject: true });
  assert.equal(small.info.channels, 4);
  assert.ok(Math.abs(small.data[3] - 128) <= 3, `still half transparent: ${small.data[3]}`);
});

test('nothing, a damaged picture, a drawing and a page are refused', async () => {
  await refused(undefined, 'picture-empty', 400);
  await refused(new Uint8Array(), 'picture-empty', 400);
  await refused(sample.slice(0, sample.length / 2), 'picture-truncated', 400);
  await refused('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>', 'picture-format-refused', 415);
  await refused('<!doctype html><img src="http://127.0.0.1/">', 'picture-not-a-picture', 415);
  await refused('http://127.0.0.1:5432/picture.png', 'picture-not-a-picture', 415);
});

test('a header that promises 60,000 x 60,000 pixels is refused before they are made', async () => {
  const bomb = Buffer.from(sample);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  const before = process.memoryUsage.rss();
  await refused(new Uint8Array(bomb), 'picture-too-large', 413);
  assert.ok(process.memoryUsage.rss() - before < 100e6);
});

test('of a body larger than the cap no more than the cap is read', async () => {
  let given = 0;
  let cancelled = false;
  const endless = (): ReadableStream => new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024));
      given += 1;
    },
    cancel() { cancelled = true; },
  });
  await refused(endless(), 'picture-too-large', 413);
  assert.ok(cancelled && given <= 36, `${given} MiB given`);
  given = 0;
  await refused(endless(), 'picture-too-large', 413, { 'content-length': String(1e9) });
  assert.ok(given <= 2, `${given} MiB given`);
  await refused(endless(), 'picture-too-large', 413, { 'content-type': 'multipart/form-data; boundary=x' });
});

test('an unknown picture is a 404 with a hint', async () => {
  for (const id of [randomUUID(), 'nonsense', '%00']) {
    const response = await ask('GET', `/api/images/${id}`);
    const { error } = (await response.json()) as { error: { code: string; hint: string } };
    assert.deepEqual([response.status, error.code], [404, 'image-unknown']);
    assert.match(error.hint, /POST \/api\/images/);
  }
});

test('samples are listed and shown; no other file is', async () => {
  const { samples } = (await (await ask('GET', '/api/samples')).json()) as { samples: { name: string; title: string; width: number }[] };
  assert.ok(samples.some(({ name, title, width }) => name === 'balls-on-wood' && title === 'Balls on wood' && width > 0));
  const response = await ask('GET', '/api/samples/balls-on-wood');
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), sample);
  for (const name of ['..%2Fpackage.json', '..%2Fsamples%2Fballs-on-wood', 'balls-on-wood.png', 'none']) {
    assert.equal((await ask('GET', `/api/samples/${name}`)).status, 404, name);
  }
});
