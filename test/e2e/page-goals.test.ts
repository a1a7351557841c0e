// What people come for, from the first look to the file in their hands: what they ask of such programs in public, done end to end.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { decodeRle } from '../../server/images/rle.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { at, isGreen, isRed, isYellow, type Pixel, pixelsOf, seen, side } from './seen-colours.ts';

const sample = (name: string) => join(import.meta.dirname, '..', '..', 'samples', `${name}.png`);
/** Pixels of the samples: the middles of a yellow cone and of a green ball. */
const [cone, ball] = [{ x: 14, y: 95 }, { x: 48, y: 80 }];

/** Where two pictures differ in any byte. */
const changes = (one: Buffer, other: Buffer): Pixel[] =>
  Array.from({ length: side * side }, (_, index) => ({ x: index % side, y: Math.floor(index / side) })).filter((place) => at(one, place).join() !== at(other, place).join());

describe('a person', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;
  before(() => {
    ({ page, chat } = house);
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  const download = async (act: () => Promise<void>): Promise<Buffer> => {
    const [file] = await Promise.all([page.waitForEvent('download'), act()]);
    return readFileSync((await file.path())!);
  };
  const downloaded = async () => pixelsOf(await download(() => page.getByRole('link', { name: 'Download picture' }).click()));
  const newest = async (name: string) => (await chat.stored()).masks.find((mask) => mask.name === name)!.versions.at(-1)!;
  const insideOf = async (name: string): Promise<(x: number, y: number) => boolean> => {
    const { width, height, counts } = (await newest(name)).shape;
    const { data } = decodeRle({ size: [height, width], counts });
    return (x, y) => data[y * width + x] === 1;
  };

  test('removes a thing, compares before and after, and takes the picture home with nothing else changed', async () => {
    const original = await pixelsOf(sample('stars-on-stone'));
    await chat.open();
    await chat.upload(sample('stars-on-stone'));
    await chat.ask('the yellow cone');
    const { box } = (await newest('yellow cone')).shape;
    await chat.mean('yellow cone');
    await chat.ask('remove this');
    await chat.slider.fill('100');
    await page.getByRole('application').focus();
    await page.keyboard.press('o');
    await seen(page, cone, isYellow, 'before, the cone');
    await chat.slider.fill('0');
    await seen(page, cone, (colour) => !isYellow(colour), 'after, the ground');
    const after = await downloaded();
    assert.ok(isYellow(at(original, cone)) && !isYellow(at(after, cone)));
    const changed = changes(original, after);
    assert.ok(changed.length > 50);
    // The thing and the shadow beside it.
    for (const { x, y } of changed) assert.ok(x >= box.left - 16 && x < box.left + box.width + 16 && y >= box.top - 16 && y < box.top + box.height + 16, `changed at ${x}, ${y}`);
    await page.getByText('What changed').last().click();
    await page.getByText('0 bytes changed').waitFor();
    await page.getByRole('application').focus();
    await page.keyboard.press('o');
  });

  test('marks a thing by a click, takes away what does not belong by another, and saves the mask', async () => {
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.clickPicture((cone.x + 0.5) / side, (cone.y + 0.5) / side);
    await chat.preview();
    await chat.ask('');
    const [name] = await chat.masks();
    // A slip of the brush, and a click that says that it does not belong.
    const slip = { x: 60, y: 112 };
    await chat.mean(name);
    await chat.tool('Brush');
    await chat.drag([0.4, 0.875], [0.55, 0.875]);
    await chat.until(({ masks }) => masks[0].versions.length === 2, 'a version with the slip');
    assert.ok((await insideOf(name))(slip.x, slip.y));
    await chat.tool('Subtract points');
    await chat.clickPicture((slip.x + 0.5) / side, (slip.y + 0.5) / side);
    await chat.preview();
    await chat.ask('');
    const inside = await insideOf(name);
    assert.deepEqual([inside(cone.x, cone.y), inside(slip.x, slip.y)], [true, false]);
    await chat.panel('Masks');
    const row = page.getByRole('list', { name: 'Mask list' }).locator(`[data-name="${name}"]`);
    await row.getByRole('button', { name: 'More' }).click();
    const png = await download(() => page.getByRole('link', { name: 'Mask as PNG' }).click());
    const { width, height } = await sharp(png).metadata();
    assert.deepEqual([width, height], [side, side]);
    const grey = await sharp(png).greyscale().raw().toBuffer();
    assert.ok(grey.every((value, index) => value === (inside(index % side, Math.floor(index / side)) ? 255 : 0)));
    await chat.panel('Conversation');
  });

  test('recolours by words, takes it back, and goes two ways from the first picture', async () => {
    const original = await pixelsOf(sample('stars-on-stone'));
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('make the yellow cone green');
    await chat.slider.waitFor();
    const green = await downloaded();
    assert.ok(isGreen(at(green, cone)), `green, not ${at(green, cone)}`);
    await chat.slider.fill('0');
    await seen(page, cone, isGreen, 'the new colour, though the mask is shown');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await chat.until(({ currentImage, images }) => currentImage?.id === images[0].id, 'the first picture again');
    await seen(page, cone, isYellow, 'yellow again');
    assert.deepEqual(changes(original, await downloaded()), []);
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await chat.until(({ currentImage, images }) => currentImage?.id === images[1]?.id, 'the green one');
    await chat.panel('Versions');
    await page.getByRole('button', { name: 'Go on from version 1' }).click();
    await chat.until(({ currentImage, images }) => currentImage?.id === images[0].id, 'the first is gone on from');
    await chat.panel('Conversation');
    await chat.ask('make the yellow cone red');
    const red = await downloaded();
    assert.ok(isRed(at(red, cone)), `red, not ${at(red, cone)}`);
    const { images } = await chat.stored();
    assert.deepEqual(images.map(({ parentId }) => parentId), [null, images[0].id, images[0].id]);
    await chat.panel('Versions');
    assert.equal(await page.getByRole('list', { name: 'Version tree' }).getByRole('listitem').count(), 3);
    await page.getByRole('button', { name: /^Version 2/ }).first().click();
    assert.deepEqual(changes(green, await downloaded()), [], 'the green one is as it was');
  });

  test('asks, chooses a thing by its name in an answer, and says on what to do with it', async () => {
    await chat.open();
    await chat.sample('balls-on-wood');
    await chat.ask('the red ball');
    assert.match(await chat.ask('how many balls are there'), /\d/);
    await page.locator('[data-mask-link]', { hasText: 'red ball' }).first().click();
    assert.match((await chat.chips().allInnerTexts()).join(), /red ball/);
    await chat.ask('make this green');
    await chat.slider.waitFor();
    const green = await downloaded();
    assert.ok(isGreen(at(green, { x: 75, y: 104 })), `green, not ${at(green, { x: 75, y: 104 })}`);
    const { masks, turns } = await chat.stored();
    assert.deepEqual(turns.at(-1)!.prompts.map((prompt) => prompt.kind === 'mask' && prompt.maskVersionId), [masks[0].versions[0].id]);
  });

  test('brings a mask of their own, grows it, and replaces what is in it', async () => {
    const original = await pixelsOf(sample('balls-on-wood'));
    await chat.open();
    await chat.upload(sample('balls-on-wood'));
    await chat.panel('Masks');
    const disc = `<svg width="${side}" height="${side}"><rect width="100%" height="100%"/><circle cx="${ball.x}" cy="${ball.y}" r="8" fill="white"/></svg>`;
    await page.getByLabel('Mask file').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: await sharp(Buffer.from(disc)).png().toBuffer() });
    const row = page.getByRole('list', { name: 'Mask list' }).locator('[data-name=mine]');
    await row.getByRole('button', { pressed: true, name: /^mine/ }).waitFor();
    const small = (await newest('mine')).shape.area;
    await page.getByRole('slider', { name: 'Grow or shrink' }).fill('2');
    await chat.preview();
    await page.getByRole('button', { name: 'Apply' }).click();
    await row.getByText('grown by 2 pixels').waitFor();
    assert.ok((await newest('mine')).shape.area > small * 1.3);
    await chat.panel('Conversation');
    assert.match((await chat.chips().allInnerTexts()).join(), /mine/);
    await chat.ask('replace this with a blue cube');
    await chat.slider.waitFor();
    const after = await downloaded();
    assert.ok(isGreen(at(original, ball)) && !isGreen(at(after, ball)), `no longer green: ${at(after, ball)}`);
    const changed = changes(original, after);
    assert.ok(changed.length > 50);
    // A new thing may fill the box of the old one, and throw a shadow.
    const { box } = (await newest('mine')).shape;
    const near = ({ x, y }: { x: number; y: number }) => x >= box.left - 16 && x < box.left + box.width + 16 && y >= box.top - 16 && y < box.top + box.height + 16;
    assert.deepEqual(changed.filter((place) => !near(place)), [], 'elsewhere every byte is as it was');
  });

  test('does it all without a mouse', async () => {
    const tabTo = async (wanted: RegExp) => {
      for (let presses = 0; presses < 80; presses += 1) {
        const name = await page.evaluate(() => {
          const { activeElement: element } = document;
          return `${element?.role ?? ''} ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`.trim();
        });
        if (wanted.test(name)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`the Tab key does not reach ${wanted}`);
    };
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await chat.open();
    await page.getByRole('button', { name: 'Sample stars-on-stone' }).waitFor();
    await tabTo(/^Sample stars-on-stone/);
    await press('Enter');
    await chat.picture.waitFor();
    await tabTo(/^application/);
    // From the middle to the yellow cone.
    await press('p', ...Array<string>(5).fill('Shift+ArrowLeft'), ...Array<string>(3).fill('Shift+ArrowDown'), 'Enter');
    await chat.preview();
    await press('/');
    await page.keyboard.type('mark this');
    await press('Enter');
    await chat.until(({ masks, turns }) => masks.length === 1 && turns[0].status === 'done', 'a mask');
    await chat.settled();
    const [name] = await chat.masks();
    assert.ok((await insideOf(name))(cone.x, cone.y));
    await press('Tab', 'm');
    await tabTo(new RegExp(`^${name}`));
    await press(' ', '/');
    await page.keyboard.type('remove this');
    await press('Enter');
    await chat.slider.waitFor();
    await chat.until(({ turns }) => turns.length === 2 && turns[1].status === 'done', 'removed');
    await press('Tab', 'Control+z');
    await chat.until(({ currentImage, images }) => images.length === 2 && currentImage?.id === images[0].id, 'taken back');
    await seen(page, { x: cone.x, y: cone.y - 20 }, (colour) => colour.every((value) => value > 60), 'the stone');
  });
});
