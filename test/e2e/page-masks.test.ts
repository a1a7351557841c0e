// Masks as documents, in a real browser on the running product.

import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { accent, changeOpacity, previewOpacity } from '../../app/canvas/draw-pointing.ts';
import { adding, removing } from '../../app/canvas/palette.ts';
import { decodeRle } from '../../server/images/rle.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { at, type Colour, covered, isNear, type Pixel, pixelsOf, seen, seenAt, side } from './seen-colours.ts';

const sample = join(import.meta.dirname, '..', '..', 'samples', 'stars-on-stone.png');
/** On bare ground. */
const ground = { x: 77, y: 115 };

describe('a mask', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;
  const row = (name: string) => page.getByRole('list', { name: 'Mask list' }).locator(`[data-name="${name}"]`);
  const choose = (name: string) => row(name).getByRole('button', { name: new RegExp(name.replace(/\W/g, '.')) }).first().click();
  const shapeOf = async (name: string) => (await chat.stored()).masks.find((mask) => mask.name === name)!.versions.at(-1)!.shape;
  // The page shows a moment later what the history holds, and what was set on a slider ends with the old form.
  const says = (name: string, made: string) => row(name).getByText(` · ${made}`).waitFor();
  const undo = async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await says('yellow cone', 'marked, message 1');
  };

  before(async () => {
    ({ page, chat } = house);
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
    await chat.panel('Masks');
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('is listed with its picture, size, certainty and source, and described in words', async () => {
    await row('yellow cone').getByText(/^\d\.?\d? % · \d+ % sure · marked, message 1$/).waitFor();
    await row('yellow cone').getByText(/, (lower )?left, \d\.?\d? % of the picture, yellow/).waitFor();
    assert.ok(await row('yellow cone').locator('canvas, img').count());
  });

  test('shrinks, gets a soft edge and is inverted, each seen before and taken back by undo', async () => {
    const first = await shapeOf('yellow cone');
    const { middle, rim } = placesIn(first);
    const places = { middle, rim, ground };
    await choose('yellow cone');
    await page.waitForTimeout(500);
    const before = Object.fromEntries(await Promise.all(Object.entries(places).map(async ([name, place]) => [name, await seenAt(page, place)]))) as Record<keyof typeof places, Colour>;
    /** Where the preview lies, and where nothing has changed. */
    const previewed = async (within: (keyof typeof places)[]) => {
      for (const [name, place] of Object.entries(places) as [keyof typeof places, Pixel][]) {
        const wanted = within.includes(name) ? covered(before[name], accent, previewOpacity) : before[name];
        await seen(page, place, (colour) => isNear(colour, wanted, 4), `${name} as ${wanted}`);
      }
    };
    await page.getByRole('slider', { name: 'Grow or shrink' }).fill('-4');
    await previewed(['middle']);
    await page.getByRole('button', { name: 'Apply' }).click();
    await chat.until(({ masks: [{ versions }] }) => versions.at(-1)!.operation === 'shrink' && versions.at(-1)!.shape.area < first.area, 'shrunk');
    await says('yellow cone', 'shrunk by 4 pixels');
    await undo();
    assert.equal((await shapeOf('yellow cone')).counts, first.counts);
    await page.getByRole('slider', { name: 'Soft edge' }).fill('4');
    await previewed(['middle']);
    await page.getByRole('button', { name: 'Apply' }).click();
    await chat.until(({ masks: [{ versions }] }) => versions.at(-1)!.feather === 4, 'soft');
    await says('yellow cone', 'soft edge of 4 pixels');
    await undo();
    assert.equal((await chat.stored()).masks[0].versions.at(-1)!.feather, 0);
    await page.getByRole('button', { name: 'Invert' }).hover();
    await previewed(['ground']);
    await page.getByRole('button', { name: 'Invert' }).click();
    await chat.until(({ masks: [{ versions }] }) => versions.at(-1)!.shape.area === 128 * 128 - first.area, 'inverted');
    await says('yellow cone', 'inverted');
    await undo();
    assert.equal((await shapeOf('yellow cone')).counts, first.counts);
    await page.keyboard.press('x');
  });

  test('is saved in every format, and a saved mask comes in again as it was, chosen', async () => {
    const shape = await shapeOf('yellow cone');
    const save = async (name: string) => {
      await row('yellow cone').getByRole('button', { name: 'More' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      return (await download.path())!;
    };
    const png = await save('Mask as PNG');
    assert.equal(readFileSync(png).toString('latin1', 1, 4), 'PNG');
    assert.equal(readFileSync(await save('Cut-out with transparency')).toString('latin1', 1, 4), 'PNG');
    assert.match(readFileSync(await save('Outline as SVG'), 'utf8'), /^<svg[^]*<path/);
    assert.ok(readFileSync(await save('Run lengths as JSON (COCO)'), 'utf8').includes(JSON.stringify(shape.counts)));
    await page.getByLabel('Mask file').setInputFiles({ name: 'from outside.png', mimeType: 'image/png', buffer: readFileSync(png) });
    await row('from outside').getByRole('button', { pressed: true, name: /^from outside/ }).waitFor();
    assert.equal((await shapeOf('from outside')).counts, shape.counts);
  });

  test('a file that cannot be one is refused in one line, and nothing is sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    const black = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'black' } }).png().toBuffer();
    const video = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');
    const long = join(house.folder, 'long.png');
    writeFileSync(long, '');
    truncateSync(long, 33 * 2 ** 20);
    const refused: [file: string | { name: string; mimeType: string; buffer: Buffer }, words: string][] = [
      [{ name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }, 'The file is empty (0 bytes).'],
      [long, 'The file has 33 MiB; at most 32 MiB are read.'],
      [{ name: 'video.png', mimeType: 'image/png', buffer: video }, 'The file is a video, which is not read.'],
      [{ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') }, 'The file holds text, not a picture.'],
      [{ name: 'small.png', mimeType: 'image/png', buffer: await black(64, 128) }, 'The mask has 64 x 128 pixels, the picture 128 x 128.'],
      [{ name: 'large.png', mimeType: 'image/png', buffer: await black(12_000, 11_000) }, 'The picture has 12000 x 11000 pixels (132.0 megapixels); at most 120 are read.'],
    ];
    const masks = (await chat.stored()).masks.length;
    for (const [file, words] of refused) {
      await page.getByLabel('Mask file').setInputFiles(file);
      const alert = page.getByRole('alert').filter({ hasText: words });
      await alert.waitFor();
      await alert.getByRole('button', { name: 'Dismiss' }).click();
    }
    assert.deepEqual([sent, (await chat.stored()).masks.length], [[], masks]);
  });

  test('two are subtracted and intersected', async () => {
    await page.getByRole('slider', { name: 'Grow or shrink' }).fill('2');
    await page.getByRole('button', { name: 'Apply' }).click();
    await says('from outside', 'grown by 2 pixels');
    await choose('yellow cone');
    await page.getByRole('button', { name: 'Subtract', exact: true }).click();
    await page.getByRole('button', { name: 'Intersect', exact: true }).click();
    await chat.until(({ masks }) => masks.length === 4, 'both');
    const [cone, grown, less, both] = await Promise.all(['yellow cone', 'from outside', 'from outside − yellow cone', 'from outside ∩ yellow cone'].map(shapeOf));
    assert.deepEqual([less.area, both.area], [grown.area - cone.area, cone.area]);
    await page.keyboard.press('x');
  });

  test('every version is there, compared with the one before it in colours and words, and restored', async () => {
    const own = await pixelsOf(sample);
    const inside = placesIn(await shapeOf('yellow cone')).middle;
    await choose('from outside');
    await chat.tool('Brush');
    await chat.drag([(ground.x - 10) / side, (ground.y + 0.5) / side], [(ground.x + 10) / side, (ground.y + 0.5) / side]);
    await chat.until(({ masks }) => masks[1].versions.length === 3, 'a stroke on it');
    await page.getByText('3 versions of from outside').click();
    const versions = page.getByRole('list', { name: 'Versions of from outside' }).getByRole('listitem');
    const [imported, grown, painted] = (await chat.stored()).masks[1].versions.map(({ shape }) => shape.area);
    const px = (pixels: number) => `${pixels.toLocaleString('en-US')} px`;
    await versions.getByRole('button', { name: new RegExp(`^3 .* ${px(painted - grown)} more, 0 px less than version 2$`) }).waitFor();
    await versions.getByRole('button', { name: `2 grown by 2 pixels ${px(grown - imported)} more, 0 px less than version 1` }).waitFor();
    const looks = async (atGround: Colour, atInside: Colour) => {
      await seen(page, ground, (colour) => isNear(colour, atGround), `at the stroke ${atGround}`);
      await seen(page, inside, (colour) => isNear(colour, atInside), `within ${atInside}`);
    };
    const veiled = (place: Pixel) => covered(at(own, place), [255, 255, 255], 0.3);
    const kept = veiled(inside);
    await versions.first().hover();
    await looks(covered(veiled(ground), adding, changeOpacity), kept);
    await versions.nth(1).hover();
    await looks(at(own, ground), kept);
    // The first one has none before it: it is dashed over the newest.
    await versions.last().hover();
    await chat.preview();
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    const { counts } = await shapeOf('yellow cone');
    await chat.until(({ masks }) => masks[1].versions.length === 4 && masks[1].versions.at(-1)!.shape.counts === counts, 'the first form again');
    await page.mouse.move(5, 5);
    await versions.getByRole('button', { name: new RegExp(`0 px more, ${px(painted - imported)} less than version 3$`) }).focus();
    await looks(covered(at(own, ground), removing, changeOpacity), kept);
    await page.getByRole('application').focus();
    await seen(page, ground, (colour) => isNear(colour, at(own, ground)), 'the ground again');
    await page.keyboard.press('x');
  });

  test('the key Delete takes all that are chosen, and what is said about it brings all of them back', async () => {
    const names = async () => (await chat.stored()).masks.map(({ name }) => name).sort();
    const before = await names();
    await choose('yellow cone');
    await choose('from outside');
    await page.keyboard.press('Delete');
    const said = page.getByRole('status').filter({ hasText: 'Deleted 2 masks.' });
    await said.waitFor();
    assert.deepEqual(await names(), before.filter((name) => name !== 'yellow cone' && name !== 'from outside'));
    await said.getByRole('button', { name: 'Undo' }).click();
    for (const name of ['yellow cone', 'from outside']) await row(name).waitFor();
    assert.deepEqual(await names(), before);
  });
});

/** A pixel in the middle of a mask, and one near its edge: not under its outline, and gone when it is shrunk by 4. */
function placesIn({ width, height, counts }: { width: number; height: number; counts: string }): { middle: Pixel; rim: Pixel } {
  const { data } = decodeRle({ size: [height, width], counts });
  const places = Array.from(data, (value, index) => ({ x: index % width, y: Math.floor(index / width), value }));
  const outside = places.filter(({ value }) => value === 0);
  const depths = places.filter(({ value }) => value === 1).map(({ x, y }) => ({ x, y, depth: Math.min(...outside.map((other) => Math.hypot(x - other.x, y - other.y))) }));
  depths.sort((one, other) => other.depth - one.depth);
  assert.ok(depths[0].depth > 5.5, `the mask is thick enough: ${depths[0].depth}`);
  return { middle: depths[0], rim: depths.find(({ depth }) => depth <= 3)! };
}
