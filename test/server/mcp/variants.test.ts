// What docs/mcp.md does not show: the other ways to mark, to change, to take out and to begin, each with the shipped model and over
// the protocol.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { squaredDistanceTo } from '../../../server/images/distance.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { iou, type Mask } from '../../../server/images/mask.ts';
import type { Box } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { decodeRle, encodeRle } from '../../../server/images/rle.ts';
import { localFiles } from '../../../server/mcp/local-files.ts';
import type { AnyClient } from './clients.ts';
import { type ModelHouse, openModelHouse } from './model-house.ts';

/** Of the sample. */
const size = { width: 128, height: 128 };

let [house, client, folder]: [ModelHouse, AnyClient, string] = [undefined!, undefined!, ''];
/** What the words "the yellow cone" mark in stars-on-stone. */
let cone: { sessionId: string; imageId: string; maskId: string; box: Box; shape: Mask };
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-variants-'));
  house = await openModelHouse({ files: localFiles([folder], folder) });
  client = await house.connect('2026-07-28');
  cone = await marked();
});
after(async () => {
  await client?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

/** As a call gives it when it is done, however slow the machine. */
async function finished(name: string, given: Record<string, unknown>): Promise<Record<string, any>> {
  let data = await client.data(name, given);
  while (data.status === 'running') data = await client.data('wait', { turnId: data.turnId });
  assert.equal(data.status, 'done');
  return data;
}

const open = async () => (await client.data('open_image', { sample: 'stars-on-stone' })).sessionId as string;

async function shapeOf(maskId: string): Promise<Mask> {
  const { size, counts } = await client.data('export_mask', { maskId });
  return decodeRle({ size, counts });
}

async function marked(): Promise<typeof cone> {
  const sessionId = await open();
  const { picture, masks: [{ maskId, box }] } = await finished('segment', { sessionId, text: 'the yellow cone' });
  return { sessionId, imageId: picture.imageId, maskId, box, shape: await shapeOf(maskId) };
}

const grown = ({ left, top, width, height }: Box, by: number): Box => ({ left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by });
const contains = (outer: Box, inner: Box) => inner.left >= outer.left && inner.top >= outer.top && inner.left + inner.width <= outer.left + outer.width && inner.top + inner.height <= outer.top + outer.height;

describe('segment', () => {
  const marks = async (given: Record<string, unknown>) => {
    const { masks, action } = await finished('segment', { sessionId: cone.sessionId, ...given });
    assert.deepEqual([action, masks.length], ['segment', 1]);
    return { ...masks[0], overlap: iou(await shapeOf(masks[0].maskId), cone.shape) };
  };

  test('by a box round the thing marks it', async () => {
    const { name, overlap } = await marks({ boxes: [grown(cone.box, 3)] });
    assert.equal(name, 'yellow cone');
    assert.ok(overlap > 0.6, String(overlap));
  });

  test('by a stroke over the thing marks it', async () => {
    const { left, top, width, height } = cone.box;
    const stroke = [0.5, 0.6, 0.7, 0.8].map((part) => ({ x: Math.round(left + width / 2), y: Math.round(top + height * part) }));
    const { name, overlap } = await marks({ scribbles: [stroke] });
    assert.equal(name, 'yellow cone');
    assert.ok(overlap > 0.6, String(overlap));
  });

  test('by a rough mask gives a better one, with a click one that holds it, and keeps the rough one, as a mask or as the version before', async () => {
    const shape = boxMask(cone.shape.width, cone.shape.height, grown(cone.box, 2));
    const rough = encodeRle(shape);
    const better = (overlap: number) => assert.ok(overlap > iou(shape, cone.shape), `${overlap}, the rough one ${iou(shape, cone.shape)}`);
    const versionsOf = async (name: string) => (await house.conversations.getSession(cone.sessionId)).masks.find((mask) => mask.name === name)!.versions;
    const alone = await marks({ rough, text: 'rough alone' });
    better(alone.overlap);
    assert.equal(alone.name, 'yellow cone');
    assert.deepEqual((await versionsOf('rough alone')).map((version) => version.shape.counts), [rough.counts]);
    const point = { x: Math.round(cone.box.left + cone.box.width / 2), y: Math.round(cone.box.top + cone.box.height * 0.7) };
    const clicked = await marks({ rough, text: 'rough and clicked', points: [point] });
    // A click that adds takes nothing of the mask away.
    assert.ok(clicked.overlap >= iou(shape, cone.shape), `${clicked.overlap}`);
    const [first, second, ...more] = await versionsOf('rough and clicked');
    assert.deepEqual([first.shape.counts, second.id, more], [rough.counts, clicked.versionId, []]);
  });
});

describe('edit', () => {
  /** The change, and where its pixels lie, as compare has it. */
  const change = async (given: Record<string, unknown>) => {
    const { edit, action, picture } = await finished('edit', { seed: 7, ...given });
    assert.deepEqual([edit.kind, action, edit.toImageId], [given.kind, given.kind, picture.imageId]);
    const found = await client.data('compare', { imageIdA: edit.fromImageId, imageIdB: edit.toImageId });
    assert.ok(found.changedPixels > 20 && found.changedPixels <= edit.changedPixels, `${found.changedPixels} of ${edit.changedPixels}`);
    return { ...edit, box: found.box, share: found.share };
  };

  test('remove takes the thing and its mask away and touches nothing far from it', async () => {
    const own = await marked();
    const { box, endedMaskIds } = await change({ sessionId: own.sessionId, kind: 'remove', maskId: own.maskId });
    assert.deepEqual(endedMaskIds, [own.maskId]);
    assert.ok(contains(grown(own.box, 12), box), JSON.stringify(box));
    assert.deepEqual((await client.data('get_session', { sessionId: own.sessionId })).masks, []);
  });

  test('replace puts another thing in its place', async () => {
    const { box } = await change({ sessionId: await open(), kind: 'replace', target: 'yellow cone', to: 'blue cube' });
    assert.ok(contains(grown(cone.box, 16), box), JSON.stringify(box));
  });

  test('background changes what lies round the things', async () => {
    const { share } = await change({ sessionId: await open(), kind: 'background', to: 'grass' });
    assert.ok(share > 0.3, String(share));
  });

  test('generate puts a thing where the box is, or a mask', async () => {
    const place = { left: 4, top: 4, width: 24, height: 24 };
    const { box } = await change({ sessionId: await open(), kind: 'generate', to: 'red ball', box: place });
    assert.ok(contains(grown(place, 16), box), JSON.stringify(box));
    const own = await marked();
    const { box: onMask } = await change({ sessionId: own.sessionId, kind: 'generate', to: 'red ball', maskId: own.maskId });
    assert.ok(contains(grown(own.box, 16), onMask), JSON.stringify(onMask));
  });
});

describe('export_mask', () => {
  const pixels = async (bytes: Uint8Array) => {
    const { width, height, channels } = await sharp(bytes).metadata();
    return { size: [width, height, channels], data: await sharp(bytes).toColourspace(channels === 1 ? 'b-w' : 'srgb').raw().toBuffer() };
  };

  /** By the link of the result, and as a file. */
  const exported = async (format: string): Promise<Uint8Array[]> => {
    const { content } = await client.call('export_mask', { maskId: cone.maskId, format });
    const { contents: [{ blob }] } = await client.raw.readResource({ uri: content.find(({ type }) => type === 'resource_link')!.uri! }) as { contents: { blob: string }[] };
    const { path } = await client.data('export_mask', { maskId: cone.maskId, format, path: `cone-${format}.png` });
    return [Buffer.from(blob, 'base64'), await readFile(path)];
  };

  test('png is grey, 255 inside and 0 outside', async () => {
    for (const png of await exported('png')) {
      const { data, size: found } = await pixels(png);
      assert.deepEqual(found, [size.width, size.height, 1]);
      assert.deepEqual(Array.from(data, (value) => value / 255), Array.from(cone.shape.data));
    }
  });

  test('cutout has the picture inside and is transparent outside, but for a soft border', async () => {
    const { contents: [{ blob }] } = await client.raw.readResource({ uri: `focus://images/${cone.imageId}` }) as { contents: { blob: string }[] };
    const picture = (await pixels(Buffer.from(blob, 'base64'))).data;
    const border = 4 ** 2;
    const [toOutside, toInside] = [squaredDistanceTo(cone.shape, 0), squaredDistanceTo(cone.shape, 1)];
    for (const png of await exported('cutout')) {
      const { data, size: found } = await pixels(png);
      assert.deepEqual(found, [size.width, size.height, 4]);
      for (const [pixel, inside] of cone.shape.data.entries()) {
        if (Math.max(toOutside[pixel], toInside[pixel]) <= border) continue;
        const wanted = inside === 1 ? [...picture.subarray(pixel * 3, pixel * 3 + 3), 255] : [0, 0, 0, 0];
        assert.deepEqual([...data.subarray(pixel * 4, pixel * 4 + 4)], wanted, `pixel ${pixel}`);
      }
    }
  });

  test('svg as a file is the outline that the result holds', async () => {
    const { svg, path } = await client.data('export_mask', { maskId: cone.maskId, format: 'svg', path: 'cone.svg' });
    assert.match(svg, /<path [^>]*d="M/);
    assert.equal(await readFile(path, 'utf8'), svg);
  });
});

describe('open_image', () => {
  test('empty begins without a picture, and ask has one drawn', async () => {
    const begun = await client.data('open_image', { empty: true });
    assert.deepEqual([begun.picture, begun.preview, begun.masks], [null, null, []]);
    const { edit, picture, preview } = await finished('ask', { sessionId: begun.sessionId, text: 'a red cube on grass', seed: 3 });
    assert.deepEqual([edit.kind, edit.fromImageId, edit.toImageId], ['draw', null, picture.imageId]);
    assert.ok(picture.width >= 64 && preview.width >= picture.width);
    const { picture: current, versions } = await client.data('get_session', { sessionId: begun.sessionId });
    assert.deepEqual([current.imageId, versions.length, versions[0].source], [picture.imageId, 1, 'draw']);
  });

  test('imageId begins anew with a picture of another session, which stays as it is', async () => {
    const before = await house.conversations.getSession(cone.sessionId);
    const { sessionId, picture, masks } = await client.data('open_image', { imageId: cone.imageId });
    assert.notEqual(sessionId, cone.sessionId);
    assert.deepEqual([picture.width, picture.height, masks], [size.width, size.height, []]);
    assert.equal((await client.data('compare', { imageIdA: cone.imageId, imageIdB: picture.imageId })).changedPixels, 0);
    assert.deepEqual(await house.conversations.getSession(cone.sessionId), before);
  });
});
