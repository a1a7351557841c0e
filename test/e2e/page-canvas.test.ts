// The picture under pointer, fingers and keys, in a real browser on the running product.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import { defaultDisplay } from '../../app/canvas/display.ts';
import { accent, hoverOpacity } from '../../app/canvas/draw-pointing.ts';
import { colourOf } from '../../app/canvas/palette.ts';
import { openPage } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { at, covered, isNear, pixelsOf, seen, seenAt } from './seen-colours.ts';

const sample = join(import.meta.dirname, '..', '..', 'samples', 'stars-on-stone.png');
/** Middles of the yellow cone, of another thing, and bare ground. */
const [cone, other, ground] = [{ x: 14, y: 95 }, { x: 77, y: 61 }, { x: 77, y: 115 }];

describe('the picture', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;
  const box = async () => (await chat.picture.boundingBox())!;
  const widthIs = (wanted: number) => page.waitForFunction((width) => Math.abs(document.querySelector('[role=img]')!.getBoundingClientRect().width - width) < 1, wanted);
  const chips = async () => (await chat.chips().allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));

  before(async () => {
    ({ page, chat } = house);
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('is moved by the hand and by the space bar, and shown pixel for pixel or whole by a key', async () => {
    const fitted = await box();
    // Larger than its room; a smaller one stays in the middle.
    await page.getByRole('application').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await widthIs(fitted.width * 1.35 ** 2);
    const large = await box();
    await chat.tool('Move the view');
    await chat.drag([0.5, 0.5], [0.6, 0.55]);
    const moved = await box();
    assert.ok(Math.abs(moved.x - large.x - 0.1 * large.width) < 2 && Math.abs(moved.y - large.y - 0.05 * large.height) < 2);
    await chat.tool('Add points');
    await page.getByRole('application').focus();
    await page.keyboard.down(' ');
    await chat.drag([0.5, 0.5], [0.4, 0.45]);
    await page.keyboard.up(' ');
    assert.ok(Math.abs((await box()).x - large.x) < 2);
    assert.equal(await chat.chips().count(), 0, 'nothing was pointed at');
    await page.keyboard.press('1');
    await widthIs(128);
    await page.keyboard.press('0');
    await widthIs(fitted.width);
  });

  test('a click means a thing, with Alt it is not meant, a drag with the box encloses it', async () => {
    await chat.clickPicture(0.6, 0.48);
    await page.keyboard.down('Alt');
    await chat.clickPicture(0.11, 0.74);
    await page.keyboard.up('Alt');
    await chat.tool('Box');
    await chat.drag([0.25, 0.25], [0.5, 0.75]);
    assert.deepEqual((await chips()).map((chip) => chip.split(' ').slice(0, 2).join(' ')), ['+ this', '− not', '▭ box']);
    await chat.preview();
    await page.keyboard.press('x');
    assert.deepEqual(await chips(), []);
  });

  test('a mask is picked by a click on it, and named by the crosshair of the keyboard', async () => {
    await chat.tool('Pick a mask');
    await page.mouse.move(5, 5);
    const name = page.locator('[data-picture]').getByText('yellow cone', { exact: true });
    await name.waitFor({ state: 'detached' });
    const unlit = await seenAt(page, cone);
    const { x: across, y: down, width: wide, height: high } = await box();
    await page.mouse.move(across + ((cone.x + 0.5) / 128) * wide, down + ((cone.y + 0.5) / 128) * high);
    await name.waitFor();
    const lit = covered(unlit, colourOf(0), defaultDisplay.opacity + 0.25);
    await seen(page, cone, (colour) => isNear(colour, lit), `lit, ${lit}`);
    await chat.clickPicture(0.11, 0.74);
    assert.deepEqual(await chips(), ['mask: yellow cone']);
    await page.keyboard.press('x');
    const { left, top, width, height } = (await chat.stored()).masks[0].versions[0].shape.box;
    const [x, y] = [left + width / 2, top + height / 2];
    await page.getByRole('application').focus();
    // The crosshair begins in the middle and goes by fiftieths of the picture, with Shift by twelfths.
    const [long, short] = [128 / 12, 128 / 50];
    const steps = (from: number, to: number) => {
      const far = Math.trunc((to - from) / long);
      return [far, Math.round((to - from - far * long) / short)];
    };
    for (const [[far, near], more, less] of [[steps(64, x), 'ArrowRight', 'ArrowLeft'], [steps(64, y), 'ArrowDown', 'ArrowUp']] as const) {
      for (let count = 0; count < Math.abs(far); count += 1) await page.keyboard.press(`Shift+${far > 0 ? more : less}`);
      for (let count = 0; count < Math.abs(near); count += 1) await page.keyboard.press(near > 0 ? more : less);
    }
    await page.getByRole('status').filter({ hasText: /^\d+, \d+, on yellow cone$/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
  });

  test('what a click would mark is shown under the pointer', async () => {
    await chat.tool('Add points');
    const from = await box();
    await page.mouse.move(5, 5);
    const [before, bare] = [await seenAt(page, other), await seenAt(page, ground)];
    await page.mouse.move(from.x + 0.6 * from.width, from.y + 0.48 * from.height);
    const wanted = covered(before, accent, hoverOpacity);
    assert.ok(!isNear(before, wanted, 4));
    await seen(page, other, (colour) => isNear(colour, wanted, 4), `what a click would mark, ${wanted}`);
    await seen(page, ground, (colour) => isNear(colour, bare, 4), 'the ground as it was');
    assert.deepEqual([await chips(), (await chat.stored()).masks.length], [[], 1], 'nothing was pointed at');
  });

  test('a stroke that leaves the picture and comes back is one stroke', async () => {
    await chat.tool('Brush');
    const { x, y, width, height } = await box();
    await page.mouse.move(x + 0.9 * width, y + 0.1 * height);
    await page.mouse.down();
    await page.mouse.move(x + width + 200, y + 0.1 * height, { steps: 3 });
    await page.mouse.move(x + width + 200, y + 0.3 * height, { steps: 3 });
    await page.mouse.move(x + 0.9 * width, y + 0.3 * height, { steps: 3 });
    await page.mouse.up();
    await chat.until(({ masks }) => masks.length === 2, 'a drawing');
    const { versions, name } = (await chat.stored()).masks[1];
    assert.match(name, /^drawing/);
    assert.equal(versions.length, 1);
    assert.ok(versions[0].shape.box.top < 0.1 * 128 && versions[0].shape.box.top + versions[0].shape.box.height > 0.3 * 128, 'both ends are in it');
    await page.keyboard.press('x');
  });

  test('masks are filled more or less, and hidden all at once', async () => {
    const own = at(await pixelsOf(sample), cone);
    const filled = async (part: number) => {
      const wanted = covered(own, colourOf(0), part);
      await seen(page, cone, (colour) => isNear(colour, wanted), `filled to ${part}: ${wanted}`);
    };
    await page.mouse.move(5, 5);
    await filled(defaultDisplay.opacity);
    await page.getByRole('button', { name: 'How masks are shown' }).click();
    await page.getByRole('slider', { name: 'Fill of masks' }).fill('80');
    await filled(0.8);
    await page.keyboard.press('Escape');
    await page.getByRole('application').focus();
    await page.keyboard.press('o');
    await filled(0);
    await page.keyboard.press('o');
    await filled(0.8);
  });

  test('on a phone two fingers zoom, and one points', async () => {
    const { page: phone } = await openPage(house.browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const touched = new ChatPage(phone, () => house.product.address);
    await phone.goto(page.url());
    await touched.settled();
    await phone.locator('[data-picture=shown]').waitFor();
    const before = (await touched.picture.boundingBox())!;
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
    const fingers = await phone.context().newCDPSession(phone);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...apart: number[]) =>
      fingers.send('Input.dispatchTouchEvent', { type, touchPoints: apart.flatMap((distance) => [{ x: x - distance, y, id: 1 }, { x: x + distance, y, id: 2 }]) });
    await touch('touchStart', 20);
    for (const distance of [30, 40, 50, 60]) await touch('touchMove', distance);
    await touch('touchEnd');
    const after = (await touched.picture.boundingBox())!;
    assert.ok(Math.abs(after.width / before.width - 3) < 0.3, `${after.width / before.width} times as large`);
    assert.equal(await touched.chips().count(), 0, 'nothing was pointed at');
    await phone.touchscreen.tap(x, y);
    await touched.chips().first().waitFor();
    await phone.context().close();
  });
});
