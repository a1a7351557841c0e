// What a click on a photo may mean, gone through in a real browser. What the eyes would say is given by the test.

import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import { accent, previewOpacity } from '../../app/canvas/draw-pointing.ts';
import { boxMask } from '../../server/images/raster.ts';
import { shapeOf } from '../../server/store/mask-shape.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { covered, isNear, seen, seenAt } from './seen-colours.ts';

/** Masks round the middle of a sample of 128 x 128 pixels. */
const meaning = (name: string, across: number) => ({ name, score: 0.8, shape: shapeOf(boxMask(128, 128, { left: 64 - across / 2, top: 64 - across / 2, width: across, height: across })) });
const [car, door, street] = [meaning('car', 60), meaning('door', 24), meaning('street', 110)];
/** In the street alone. */
const pavement = { x: 64, y: 108 };

describe('a click that may mean three things', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;
  const badge = (words: string) => page.getByRole('button', { name: new RegExp(`^${words}`) });
  const canvas = () => page.getByRole('application');
  const isFocused = () => canvas().evaluate((element) => element === document.activeElement);
  const point = async () => {
    await chat.clickPicture(0.5, 0.5);
    await badge('1 of 3: car').waitFor();
  };

  before(async () => {
    ({ page, chat } = house);
    await page.route('**/sessions/*/preview', async (route) => {
      const { prompts } = route.request().postDataJSON();
      const alone = prompts.length === 1 && prompts[0].kind === 'point';
      const alternatives = alone ? [{ choice: 1, ...door }, { choice: 2, ...street }] : [];
      await route.fulfill({ json: { masks: [prompts[0].choice === 2 ? street : car], alternatives } });
    });
    await chat.open();
    await chat.sample('stars-on-stone');
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('is gone through by Tab and back, and what is shown changes', async () => {
    await page.mouse.move(5, 5);
    const bare = await seenAt(page, pavement);
    await point();
    await page.keyboard.press('Tab');
    await badge('2 of 3: door').waitFor();
    assert.ok(await isFocused(), 'the picture keeps the focus');
    await page.keyboard.press('Tab');
    await badge('3 of 3: street').waitFor();
    await page.mouse.move(5, 5);
    const wanted = covered(bare, accent, previewOpacity);
    await seen(page, pavement, (colour) => isNear(colour, wanted, 6), `the street, ${wanted}`);
    await page.keyboard.press('Tab');
    await badge('1 of 3: car').waitFor();
    await seen(page, pavement, (colour) => isNear(colour, bare, 4), 'the pavement as it was');
    await page.keyboard.press('Shift+Tab');
    await badge('3 of 3: street').waitFor();
    await page.getByRole('status').filter({ hasText: 'street, 3 of 3' }).waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await badge('3 of 3').waitFor({ state: 'detached' });
  });

  test('is gone through by Alt and the wheel, which alone zooms as ever', async () => {
    await point();
    const { width } = (await chat.picture.boundingBox())!;
    await page.keyboard.down('Alt');
    await page.mouse.wheel(0, 120);
    await badge('2 of 3').waitFor();
    await page.mouse.wheel(0, -120);
    await badge('1 of 3').waitFor();
    await page.keyboard.up('Alt');
    assert.equal((await chat.picture.boundingBox())!.width, width);
    await page.mouse.wheel(0, -120);
    await page.waitForFunction((before) => document.querySelector('[role=img]')!.getBoundingClientRect().width > before, width);
    await page.keyboard.press('0');
    await badge('1 of 3').click();
    await badge('2 of 3').waitFor();
    assert.ok(await isFocused(), 'the picture keeps the focus');
    await page.keyboard.press('x');
  });

  test('does not hold a keyboard: Escape gives Tab back', async () => {
    await point();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.equal(await isFocused(), false);
    await badge('1 of 3').waitFor();
    await canvas().focus();
    await page.keyboard.press('x');
    await badge('1 of 3').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    assert.equal(await isFocused(), false, 'nothing is to be chosen');
  });

  test('keeps its choice behind a second click and a reload', async () => {
    await point();
    await page.keyboard.press('Shift+Tab');
    await badge('3 of 3').waitFor();
    await page.reload();
    await badge('3 of 3: street').waitFor();
    const corrected = page.waitForRequest((request) => request.url().endsWith('/preview') && request.postDataJSON().prompts.length === 2);
    await page.keyboard.down('Alt');
    await chat.clickPicture(0.8, 0.8);
    await page.keyboard.up('Alt');
    assert.deepEqual((await corrected).postDataJSON().prompts.map(({ positive, choice }: Record<string, unknown>) => [positive, choice]), [[true, 2], [false, undefined]]);
    await badge('3 of 3').waitFor({ state: 'detached' });
    await canvas().focus();
    await page.keyboard.press('x');
  });

  test('is kept as it was chosen', async () => {
    await point();
    await page.keyboard.press('Tab');
    await badge('2 of 3: door').waitFor();
    await page.keyboard.press('Enter');
    await chat.until(({ turns }) => turns.length === 1, 'sent');
    const [{ prompts }] = (await chat.stored()).turns;
    assert.deepEqual(prompts.map((prompt) => prompt.kind === 'point' && prompt.choice), [1]);
    // On a rendered scene a click means one thing, whatever the test gave: that is said, and nothing is marked.
    await chat.until(({ turns }) => turns[0].status === 'failed', 'refused');
    const { turns, masks } = await chat.stored();
    assert.deepEqual([turns[0].error?.code, masks], ['choice-unknown', []]);
  });
});
