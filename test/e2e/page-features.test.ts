// What the page can do with pointing, masks, versions and sessions, in a real browser on the running product.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import { decodeRle } from '../../server/images/rle.ts';
import { defaultDisplay } from '../../app/canvas/display.ts';
import { colourOf } from '../../app/canvas/palette.ts';
import { openPage } from './browser.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { at, type Colour, covered, isGreen, isNear, isYellow, pixelsOf, seen, side } from './seen-colours.ts';

const sample = join(import.meta.dirname, '..', '..', 'samples', 'stars-on-stone.png');
const cone = { x: 14, y: 95 };
const filled = (own: Colour, index: number) => covered(own, colourOf(index), defaultDisplay.opacity);
/** A mask that is pointed at or chosen is filled once more. */
const lit = (own: Colour, index: number) => covered(filled(own, index), colourOf(index), defaultDisplay.opacity + 0.25);

describe('the page', { skip: noPage }, () => {
  const house = pageHouse({ context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  let page: Page;
  let chat: ChatPage;
  const newest = async (name: string) => (await chat.stored()).masks.find((mask) => mask.name === name)!.versions.at(-1)!;
  const row = (name: string) => page.getByRole('list', { name: 'Mask list' }).locator(`[data-name="${name}"]`);

  before(async () => {
    ({ page, chat } = house);
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('the wheel zooms where the pointer is, and 0 shows the whole picture again', async () => {
    const before = (await chat.picture.boundingBox())!;
    const pointer = { x: before.x + before.width * 0.25, y: before.y + before.height * 0.5 };
    // After sending, the keys belong to the message box.
    await page.getByRole('application').focus();
    await page.mouse.move(pointer.x, pointer.y);
    await page.mouse.wheel(0, -500);
    await page.waitForFunction((width) => document.querySelector('[role=img]')!.getBoundingClientRect().width > width * 1.5, before.width);
    const zoomed = (await chat.picture.boundingBox())!;
    assert.ok(Math.abs((pointer.x - zoomed.x) / zoomed.width - 0.25) < 0.01);
    await page.keyboard.press('0');
    await page.waitForFunction((width) => Math.abs(document.querySelector('[role=img]')!.getBoundingClientRect().width - width) < 1, before.width);
  });

  test('points and boxes can be placed from the keyboard, become chips, and are taken back one by one', async () => {
    await page.getByRole('application').focus();
    await page.keyboard.press('p');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await page.keyboard.press('Enter');
    for (let steps = 0; steps < 5; steps += 1) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    assert.deepEqual((await chat.chips().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')), ['+ this 67, 64', '▭ box 16 × 16']);
    await page.keyboard.press('Control+z');
    assert.equal(await chat.chips().count(), 1);
    await page.getByRole('button', { name: /^Remove this/ }).click();
    assert.equal(await chat.chips().count(), 0);
  });

  test('a scribble goes with the words and is kept in the turn as it was sent', async () => {
    await chat.tool('Scribble');
    await chat.drag([0.56, 0.45], [0.6, 0.5], [0.64, 0.45]);
    await chat.preview();
    await chat.ask('mark this');
    const turn = (await chat.stored()).turns.at(-1)!;
    assert.deepEqual(turn.prompts.map(({ kind }) => kind), ['scribble']);
    assert.equal(await page.locator('[data-role=user]').last().getByRole('listitem').count(), 1);
  });

  test('the name of a mask in an answer lights it and chooses it', async () => {
    // A session of its own: the scribble may have corrected the mask there was.
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
    const link = page.locator('[data-mask-link]', { hasText: 'yellow cone' }).first();
    const own = at(await pixelsOf(sample), cone);
    await seen(page, cone, (colour) => isNear(colour, filled(own, 0)), 'the mask');
    await link.hover();
    await seen(page, cone, (colour) => isNear(colour, lit(own, 0)), 'the mask, lit');
    await page.mouse.move(5, 5);
    await seen(page, cone, (colour) => isNear(colour, filled(own, 0)), 'no longer lit');
    await link.click();
    assert.match((await chat.chips().allInnerTexts()).join(), /mask: yellow cone/);
  });

  test('the brush paints on the chosen mask; undo and redo are exact, also after a reload', async () => {
    const first = await newest('yellow cone');
    await chat.tool('Brush');
    await chat.drag([0.3, 0.9], [0.45, 0.9]);
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.length > 1, 'a version with the stroke');
    const painted = await newest('yellow cone');
    assert.ok(painted.shape.area > first.shape.area);
    await chat.tool('Eraser');
    await chat.drag([0.3, 0.9], [0.36, 0.9]);
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.area < painted.shape.area, 'a version without what was rubbed out');
    const rubbed = await newest('yellow cone');
    await page.reload();
    await chat.settled();
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    const redo = page.getByRole('button', { name: 'Redo', exact: true });
    const step = async (button: typeof undo, expected: typeof first) => {
      await button.click();
      await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.counts === expected.shape.counts, 'the mask as it was at that step');
    };
    for (const expected of [painted, first]) await step(undo, expected);
    // What was undone can be done again by who comes back later.
    await page.reload();
    await chat.settled();
    for (const expected of [painted, rubbed]) await step(redo, expected);
    await page.getByRole('button', { name: 'Redo', exact: true, disabled: true }).waitFor();
    for (const expected of [painted, first]) await step(undo, expected);
  });

  test('what was undone does not come back with the next stroke', async () => {
    const first = await newest('yellow cone');
    const isPainted = async (x: number, y: number) => {
      const { counts, width, height } = (await newest('yellow cone')).shape;
      return decodeRle({ size: [height, width], counts }).data[Math.round(y * height) * width + Math.round(x * width)] === 1;
    };
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await chat.tool('Brush');
    await chat.drag([0.3, 0.9], [0.45, 0.9]);
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.area > first.shape.area, 'a first stroke');
    await undo.click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.counts === first.shape.counts, 'without it');
    await chat.drag([0.7, 0.9], [0.8, 0.9]);
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.area > first.shape.area, 'a second stroke');
    assert.deepEqual([await isPainted(0.4, 0.9), await isPainted(0.75, 0.9)], [false, true]);
    await undo.click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.shape.counts === first.shape.counts, 'the mask as it was');
  });

  test('the lasso makes a mask of its own when none is chosen', async () => {
    await page.keyboard.press('x');
    await chat.tool('Lasso');
    await chat.drag([0.1, 0.1], [0.4, 0.1], [0.4, 0.3], [0.1, 0.3]);
    await chat.until(({ masks }) => masks.some(({ name }) => name.startsWith('area')), 'a mask from the lasso');
    const { masks } = await chat.stored();
    const { shape, parameters } = masks.find(({ name }) => name.startsWith('area'))!.versions[0];
    assert.equal(parameters.tool, 'lasso');
    assert.ok(Math.abs(shape.area - 128 * 128 * 0.06) < 150, String(shape.area));
  });

  test('a mask is renamed, hidden, locked, duplicated and deleted, and deletion is taken back', async () => {
    await page.keyboard.press('x');
    await chat.panel('Masks');
    const [area] = await page.getByRole('list', { name: 'Mask list' }).locator('[data-name^=area]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-name')!));
    const index = (await chat.stored()).masks.findIndex(({ name }) => name === area);
    await row(area).getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Rename' }).last().click();
    await page.getByRole('textbox', { name: 'Name of the mask' }).fill('wall');
    await page.keyboard.press('Enter');
    const within = { x: 32, y: 25 };
    const own = at(await pixelsOf(sample), within);
    await row('wall').getByRole('button', { name: 'Hide wall' }).click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'wall')?.hidden === true, 'hidden');
    await seen(page, within, (colour) => isNear(colour, own), `the picture itself, ${own}`);
    await row('wall').getByRole('button', { name: 'Hide wall' }).click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'wall')?.hidden === false, 'shown');
    await seen(page, within, (colour) => isNear(colour, lit(own, index)), 'lit, since it is pointed at in the list');
    await page.mouse.move(5, 5);
    await seen(page, within, (colour) => isNear(colour, filled(own, index)), 'the mask');
    await row('wall').getByRole('button', { name: 'Lock wall' }).click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'wall')?.locked === true, 'locked');
    const { id, shape } = await newest('wall');
    await row('wall').getByRole('button', { name: /^wall/ }).click();
    await chat.tool('Brush');
    await chat.drag([0.3, 0.9], [0.45, 0.9]);
    const alert = page.getByRole('alert').filter({ hasText: 'wall is locked.' });
    await alert.waitFor();
    const after = await newest('wall');
    assert.deepEqual([after.id, after.shape.counts], [id, shape.counts]);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await page.keyboard.press('x');
    await row('wall').getByRole('button', { name: 'Lock wall' }).click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'wall')?.locked === false, 'unlocked');
    const count = (await chat.stored()).masks.length;
    await row('wall').getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await chat.until(({ masks }) => masks.length === count + 1, 'a duplicate');
    await row('wall').first().getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Delete' }).last().click();
    await chat.until(({ masks }) => masks.length === count, 'deleted');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await chat.until(({ masks }) => masks.length === count + 1, 'back again');
  });

  test('quick clicks count one by one, however slow the server answers', async () => {
    const asked: unknown[] = [];
    await page.route('**/operations', async (route) => {
      asked.push(route.request().postDataJSON());
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    const lock = row('wall').first().getByRole('button', { name: 'Lock wall' });
    for (const pressed of ['true', 'false', 'true', 'false']) {
      await lock.click();
      assert.equal(await lock.getAttribute('aria-pressed'), pressed);
    }
    await page.getByRole('button', { name: 'Undo', exact: true }).hover();
    while (asked.length < 4) await page.waitForTimeout(100);
    await page.unrouteAll({ behavior: 'wait' });
    assert.deepEqual(asked.map((each) => (each as { locked: boolean }).locked), [true, false, true, false]);
    await chat.until(({ masks, undo }) => undo?.kind === 'mask-lock' && masks.find(({ name }) => name === 'wall')?.locked === false, 'as the last click says');
    assert.equal(await lock.getAttribute('aria-pressed'), 'false');
  });

  test('masks grow with a preview and are combined', async () => {
    const before = await newest('yellow cone');
    await row('yellow cone').getByRole('button', { name: /yellow cone/ }).first().click();
    await page.getByRole('slider', { name: 'Grow or shrink' }).fill('3');
    await chat.preview();
    assert.equal((await newest('yellow cone')).id, before.id, 'a preview stores nothing');
    await page.getByRole('button', { name: 'Apply' }).click();
    await chat.until(({ masks }) => masks.find(({ name }) => name === 'yellow cone')!.versions.at(-1)!.operation === 'grow', 'grown');
    await row('wall').first().getByRole('button', { name: /wall/ }).first().click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await chat.until(({ masks }) => masks.some(({ name }) => name === 'yellow cone + wall'), 'both together');
    const [cone, wall, both] = await Promise.all(['yellow cone', 'wall', 'yellow cone + wall'].map(newest));
    assert.equal(both.shape.area, cone.shape.area + wall.shape.area);
  });

  test('a mask is saved as a file', async () => {
    await row('wall').first().getByRole('button', { name: 'More' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Outline as SVG' }).click()]);
    assert.equal(download.suggestedFilename(), 'wall.svg');
    await page.keyboard.press('x');
  });

  test('an edit is compared in three ways, tried with another seed, and the first picture is gone on from', async () => {
    await chat.panel('Conversation');
    await chat.ask('make the yellow cone green');
    await chat.slider.waitFor();
    await page.getByRole('button', { name: 'Another' }).click();
    await page.getByRole('group', { name: 'Tries' }).getByText('2 / 2').waitFor();
    await chat.settled();
    await chat.panel('Versions');
    const [own, bare] = [await pixelsOf(sample), [{ x: 77, y: 115 }, { x: 100, y: 20 }, { x: 30, y: 95 }]];
    const compare = (mode: string) => page.getByRole('group', { name: 'Compare' }).getByRole('button', { name: mode }).click();
    await compare('Side by side');
    await seen(page, cone, isYellow, 'left the version before', 'earlier');
    await seen(page, cone, isGreen, 'right the new one');
    await compare('Difference');
    await seen(page, cone, ([red, green, blue]) => red > 140 && red > green + 25 && green > blue + 50, 'orange where it changed');
    for (const place of bare) {
      const [red, green, blue] = at(own, place);
      const grey = (0.3 * red + 0.59 * green + 0.11 * blue) * 0.4;
      await seen(page, place, (colour) => isNear(colour, [grey, grey, grey]), `dark and grey, ${grey}, where nothing changed`);
    }
    await compare('Slider');
    await chat.slider.fill('100');
    await seen(page, cone, isYellow, 'the version before');
    await chat.slider.fill('0');
    await seen(page, cone, isGreen, 'the new one');
    const { images } = await chat.stored();
    assert.equal(images.length, 3);
    await page.getByRole('button', { name: 'Go on from version 1' }).click();
    await chat.until(({ currentImage }) => currentImage?.id === images[0].id, 'the first picture is the current one');
    await chat.panel('Conversation');
  });

  test('a message is reworded and sent again, and both tries can be gone back to', async () => {
    await chat.ask('what colour is the cube');
    await page.getByRole('button', { name: 'Edit and send again' }).last().click();
    await page.getByRole('textbox', { name: 'Reword the message' }).fill('how many cones are there');
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.getByRole('group', { name: 'Tries' }).last().getByText('2 / 2').waitFor();
    await page.waitForFunction(() => Array.from(document.querySelectorAll('[data-role]')).at(-1)?.getAttribute('data-role') === 'assistant');
    await chat.settled();
    assert.match((await chat.messages()).at(-2)!, /how many cones/);
    await page.getByRole('button', { name: 'Earlier try' }).last().click();
    await page.locator('[data-role=user]').last().getByText('what colour is the cube').waitFor();
  });

  test('sessions are found by words, and one that was deleted comes back', async () => {
    const search = page.getByRole('searchbox', { name: 'Search sessions' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await search.fill('yellow cone');
    const list = page.getByRole('navigation', { name: 'Sessions' }).getByRole('listitem');
    await list.first().waitFor();
    await search.fill('no such words');
    await page.getByText('Nothing was said with these words.').waitFor();
    await search.fill('');
    await list.first().waitFor();
    const before = await list.count();
    const counts = (wanted: number) => page.waitForFunction((count) => document.querySelectorAll('nav[aria-label=Sessions] li').length === count, wanted);
    await list.first().hover();
    await list.first().getByRole('button', { name: 'Delete' }).click();
    await counts(before - 1);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await counts(before);
    await list.first().getByRole('link').click();
    await chat.picture.waitFor();
  });

  test('a link lets others read the session, until it is taken back', async () => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const address = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    const { page: other } = await openPage(house.browser);
    await other.goto(address);
    await other.locator('[data-picture=shown]').waitFor();
    assert.ok((await other.locator('[data-role=assistant]').count()) > 0);
    assert.equal(await other.getByRole('textbox').count(), 0);
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await page.getByRole('button', { name: 'Make a link' }).waitFor();
    await other.reload();
    await other.getByText('This link leads nowhere.').waitFor();
    await other.context().close();
    await page.keyboard.press('Escape');
  });
});
