import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { MaskDocument, MaskRleDocument, OperatedDocument, RecordDocument, SessionDocument } from '../../../server/conversation/documents.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { maskToPng } from '../../../server/images/export.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { drawing } from '../../server/conversation/drawn.ts';
import { type Api, ask, openApi } from './client.ts';

let api: Api;
let session: SessionDocument;
before(async () => {
  api = await openApi();
  session = (await (await ask('POST', '/api/sessions', { sample: 'balls-on-wood' })).json()) as SessionDocument;
});
after(() => api.close());

const box = { left: 8, top: 4, width: 16, height: 12 };

async function operated(response: Response): Promise<MaskDocument> {
  assert.equal(response.status, 201, await response.clone().text());
  return ((await response.json()) as OperatedDocument).mask!;
}
const draw = async () => operated(await ask('POST', `/api/sessions/${session.id}/operations`, { ...drawing(8, 4, 16, 12), name: 'thing' }));
const pixels = async (response: Response, channels: number) => {
  assert.equal(response.headers.get('content-type'), 'image/png');
  const { data, info } = await sharp(await response.arrayBuffer()).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [128, 128]);
  return (x: number, y: number) => [...data.subarray((y * 128 + x) * info.channels, (y * 128 + x) * info.channels + channels)];
};

test('a mask is imported from a picture file and comes out the same', async () => {
  const png = await maskToPng(boxMask(128, 128, box));
  const mask = await operated(await ask('POST', `/api/sessions/${session.id}/masks?name=cube`, png));
  assert.deepEqual([mask.name, mask.versions[0].parameters, mask.versions[0].shape.box], ['cube', { tool: 'import' }, box]);
  const rle = (await (await ask('GET', `/api/masks/${mask.id}?format=rle`)).json()) as MaskRleDocument;
  assert.deepEqual([rle.area, rle.operation, rle.number], [192, 'draw', 1]);
});

test('a mask that is imported twice with the same id is one', async () => {
  const png = await maskToPng(boxMask(128, 128, box));
  const send = (id: string) => ask('POST', `/api/sessions/${session.id}/masks?${new URLSearchParams({ id, name: 'once' })}`, png);
  const id = randomUUID();
  const [one, other] = await Promise.all([send(id), send(id)].map(async (answer) => operated(await answer)));
  assert.equal(one.id, other.id);
  assert.notEqual((await operated(await send(randomUUID()))).id, one.id);
  const { masks } = (await (await ask('GET', `/api/sessions/${session.id}`)).json()) as SessionDocument;
  assert.equal(masks.filter(({ name }) => name === 'once').length, 2);
});

test('of a picture file that is partly transparent the opaque part is the mask', async () => {
  const black = await sharp({ create: { width: 16, height: 12, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 1 } } }).png().toBuffer();
  const ground = { create: { width: 128, height: 128, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } } };
  const png = await sharp(ground).composite([{ input: black, left: 8, top: 4 }]).png().toBuffer();
  const mask = await operated(await ask('POST', `/api/sessions/${session.id}/masks`, new Uint8Array(png)));
  assert.deepEqual(mask.versions[0].shape.box, box);
});

test('a file of another size or without a picture is no mask', async () => {
  for (const [body, code] of [[await maskToPng(boxMask(64, 64, box)), 'mask-size-differs'], [new TextEncoder().encode('hello'), 'picture-not-a-picture']] as const) {
    const response = await ask('POST', `/api/sessions/${session.id}/masks`, body);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, code);
  }
});

test('an outline is a path round the pixels of the mask', async () => {
  const { id } = await draw();
  const response = await ask('GET', `/api/masks/${id}?format=svg`);
  assert.equal(response.headers.get('content-type'), 'image/svg+xml');
  const svg = await response.text();
  assert.match(svg, /<title>thing<\/title>/);
  assert.match(svg, / d="M24 4V16H8V4Z"/);
});

test('a cut-out has the pixels of the picture inside the mask, shares of those at its border and nothing beyond', async () => {
  const { id } = await draw();
  const at = await pixels(await ask('GET', `/api/masks/${id}?format=cutout`), 4);
  const picture = await pixels(await ask('GET', `/api/images/${session.currentImage?.id}`), 3);
  assert.deepEqual(at(12, 10), [...picture(12, 10), 255]);
  assert.ok(at(7, 6)[3] < 255);
  // Three pixels beyond a border none is a mixture any more.
  assert.deepEqual(at(4, 10), [0, 0, 0, 0]);
});

test('a soft edge shows in picture and cut-out and lies inside the mask', async () => {
  const { id } = await draw();
  await ask('POST', `/api/sessions/${session.id}/operations`, { kind: 'mask-feather', mask: id, pixels: 3 });
  const grey = await pixels(await ask('GET', `/api/masks/${id}`), 1);
  assert.deepEqual([grey(7, 10), grey(8, 10), grey(11, 10)], [[0], [64], [255]]);
  const cut = await pixels(await ask('GET', `/api/masks/${id}?format=cutout`), 4);
  // What is a mixture besides is fainter still.
  assert.ok(cut(8, 10)[3] > 0 && cut(8, 10)[3] <= 64, `${cut(8, 10)[3]}`);
  assert.deepEqual([cut(7, 10)[3], cut(12, 10)[3]], [0, 255]);
  const hard = await pixels(await ask('GET', `/api/masks/${id}?version=1`), 1);
  assert.deepEqual(hard(8, 10), [255]);
});

test('the record of operations is read behind a place', async () => {
  await draw();
  const all = (await (await ask('GET', `/api/sessions/${session.id}/operations`)).json()) as RecordDocument;
  const last = (await (await ask('GET', `/api/sessions/${session.id}/operations?after=${all.operations.length - 1}`)).json()) as RecordDocument;
  assert.deepEqual(last.operations, all.operations.slice(-1));
  assert.equal((await ask('GET', `/api/sessions/${session.id}/operations?after=x`)).status, 400);
});

test('a deleted mask still tells its versions', async () => {
  const { id } = await draw();
  await ask('POST', `/api/sessions/${session.id}/operations`, { kind: 'mask-delete', mask: id });
  const mask = (await (await ask('GET', `/api/masks/${id}/versions`)).json()) as MaskDocument;
  assert.deepEqual([mask.deleted, mask.versions.length], [true, 1]);
});
