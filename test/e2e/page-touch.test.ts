// The page under a finger, on a phone of 360 pixels, in a real browser on the running product.

import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { CDPSession, Locator, Page } from 'playwright';
import { decodeRle } from '../../server/images/rle.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';

type Place = readonly [x: number, y: number];

describe('the page under a finger', { skip: noPage }, () => {
  const house = pageHouse({ context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } });
  let page: Page;
  let chat: ChatPage;
  let finger: CDPSession;
  // The browser makes a click of a tap a moment after it; what follows waits for that.
  const press = async (button: Locator) => {
    await button.tap();
    await button.and(page.locator('[aria-pressed=true]')).waitFor();
  };
  const tool = (name: string) => press(page.getByRole('toolbar', { name: 'Picture tools' }).getByRole('button', { name, exact: true }));
  const takeBack = async (name: RegExp) => {
    await page.getByRole('button', { name }).tap();
    await page.getByRole('button', { name }).waitFor({ state: 'detached' });
  };
  const chips = async () => (await chat.chips().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').split(' ').slice(0, 2).join(' '));

  /** Of the window, in parts of what lies there. */
  const placeIn = async (what: Locator, [x, y]: Place): Promise<Place> => {
    const box = (await what.boundingBox())!;
    return [box.x + x * box.width, box.y + y * box.height];
  };
  /** Down at the first place, over the others, up at the last. */
  const draw = async (...places: Place[]) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Place) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: at[0], y: at[1], id: 1 }] });
    let last = places[0];
    await touch('touchStart', last);
    for (const next of places.slice(1)) {
      for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', [last[0] + part * (next[0] - last[0]), last[1] + part * (next[1] - last[1])]);
      last = next;
    }
    // Lifted while it moves it would fling, and the browser takes the next tap for what ends that.
    await page.waitForTimeout(200);
    await touch('touchEnd');
  };
  const drawOnPicture = async (...places: Place[]) => draw(...(await Promise.all(places.map((place) => placeIn(chat.picture, place)))));
  const newest = async (name: string) => (await chat.stored()).masks.find((mask) => mask.name === name)!.versions.at(-1)!;

  before(async () => {
    ({ page, chat } = house);
    finger = await page.context().newCDPSession(page);
    await chat.open();
    await page.getByRole('button', { name: 'Sample stars-on-stone' }).tap();
    await page.locator('[data-picture=shown]').waitFor();
  });
  afterEach(async () => {
    assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is wider than the phone');
  });

  test('a tap points, a drag with the box encloses, and a tap takes either back', async () => {
    await page.touchscreen.tap(...(await placeIn(chat.picture, [0.6, 0.48])));
    await tool('Box');
    await drawOnPicture([0.25, 0.25], [0.5, 0.75]);
    await chat.chips().nth(1).waitFor();
    assert.deepEqual(await chips(), ['+ this', '▭ box']);
    await takeBack(/^Remove box/);
    assert.deepEqual(await chips(), ['+ this']);
    await takeBack(/^Remove this/);
  });

  test('the brush paints where the finger goes', async () => {
    await tool('Brush');
    await drawOnPicture([0.3, 0.9], [0.6, 0.9]);
    await chat.until(({ masks }) => masks.length === 1, 'a drawing');
    const { box } = (await chat.stored()).masks[0].versions[0].shape;
    assert.ok(Math.abs(box.left - 0.3 * 128) < 10 && Math.abs(box.left + box.width - 0.6 * 128) < 10, JSON.stringify(box));
    await takeBack(/^Remove mask: drawing/);
  });

  test('the lasso takes away where its switch says so', async () => {
    await tool('Lasso');
    await drawOnPicture([0.1, 0.1], [0.5, 0.1], [0.5, 0.4], [0.1, 0.4]);
    await chat.until(({ masks }) => masks.length === 2, 'an area');
    const { name } = (await chat.stored()).masks[1];
    const whole = await newest(name);
    // A mask that was drawn with the lasso is chosen.
    await chat.chips().first().waitFor();
    await press(page.getByRole('group', { name: 'The lasso' }).getByRole('button', { name: 'Takes away' }));
    await drawOnPicture([0.3, 0.05], [0.6, 0.05], [0.6, 0.45], [0.3, 0.45]);
    await chat.until(({ masks }) => masks[1].versions.at(-1)!.shape.area < whole.shape.area, 'less of it');
    const { counts, width, height } = (await newest(name)).shape;
    const { data } = decodeRle({ size: [height, width], counts });
    const isIn = (x: number, y: number) => data[Math.round(y * height) * width + Math.round(x * width)] === 1;
    assert.deepEqual([isIn(0.2, 0.25), isIn(0.4, 0.25)], [true, false]);
    await takeBack(/^Remove mask: area/);
  });

  test('the menu of a mask opens within the window, and a mask gets another name', async () => {
    await page.getByRole('tab', { name: 'Masks' }).tap();
    await page.getByRole('button', { name: /^More for drawing/ }).tap();
    const menu = page.getByRole('group', { name: /^More for drawing/ });
    const box = (await menu.boundingBox())!;
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740, JSON.stringify(box));
    await menu.getByRole('button', { name: 'Rename' }).tap();
    await page.getByRole('textbox', { name: 'Name of the mask' }).fill('floor');
    await page.keyboard.press('Enter');
    await chat.until(({ masks }) => masks.some(({ name }) => name === 'floor'), 'renamed');
    await page.getByRole('tab', { name: 'Conversation' }).tap();
  });

  test('a message is sent, and before and after are compared by moving the line', async () => {
    await chat.message.fill('make the yellow cone red');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await chat.slider.waitFor({ state: 'attached' });
    await chat.settled();
    await draw(await placeIn(chat.picture, [0.5, 0.5]), await placeIn(chat.picture, [0.2, 0.5]));
    assert.ok(Math.abs(Number(await chat.slider.inputValue()) - 20) < 4, await chat.slider.inputValue());
    assert.equal(await chat.chips().count(), 0, 'nothing was pointed at');
  });

  test('a message that is reworded stays in sight when the window gets lower, as a keyboard makes it', async () => {
    await page.getByRole('button', { name: 'Edit and send again' }).last().tap();
    const field = page.getByRole('textbox', { name: 'Reword the message' });
    await field.waitFor();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.waitForFunction(() => {
      const [inner, outer] = ['textarea[aria-label="Reword the message"]', '[role=log]'].map((selector) => document.querySelector(selector)!.getBoundingClientRect());
      return window.innerHeight === 640 && inner.top >= outer.top && inner.bottom <= outer.bottom;
    });
    await page.getByRole('button', { name: 'Cancel' }).tap();
    await field.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 360, height: 740 });
  });

  test('picture and message box are in sight above a keyboard', async () => {
    await page.setViewportSize({ width: 360, height: 370 });
    await chat.message.tap();
    await page.waitForFunction(() => {
      const send = document.querySelector('button[aria-label=Send]')!.getBoundingClientRect();
      return window.innerHeight === 370 && send.bottom <= 370 && document.querySelector('[role=application]')!.getBoundingClientRect().height >= 24;
    });
    await page.setViewportSize({ width: 360, height: 740 });
  });

  test('Escape takes a name back and leaves the list of sessions open', async () => {
    await page.getByRole('button', { name: 'Sessions', exact: true }).tap();
    await page.getByRole('navigation', { name: 'Sessions' }).getByRole('button', { name: 'Rename' }).first().tap();
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.fill('another name');
    await page.keyboard.press('Escape');
    await title.waitFor({ state: 'detached' });
    assert.ok(await page.getByRole('navigation', { name: 'Sessions' }).isVisible());
    assert.notEqual((await chat.stored()).title, 'another name');
  });
});
