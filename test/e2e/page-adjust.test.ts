// Exact changes of the picture, in a real browser on the running product.

import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { isNear, seen, side } from './seen-colours.ts';

describe('an exact change', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;
  const button = (name: string) => page.getByRole('group', { name: 'Exact changes' }).getByRole('button', { name });
  const card = (name: string) => page.getByRole('region', { name });
  const current = async () => (await chat.stored()).currentImage!;
  const arrived = async (holds: (stored: SessionDocument) => boolean, what: string) => {
    await chat.until(holds, what);
    return chat.stored();
  };
  const chosen = async () => {
    const chip = page.getByRole('list', { name: 'Masks' }).locator('[data-name="yellow cone"] button').first();
    if (await chip.getAttribute('aria-pressed') !== 'true') await chip.click();
    await button('Cut out').waitFor();
  };

  before(async () => {
    ({ page, chat } = house);
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('recolours what is chosen, and the slider makes another version of the same source', async () => {
    const source = await current();
    await chosen();
    await button('Recolour…').click();
    await card('Recolour').getByRole('button', { name: 'royalblue' }).click();
    const first = await arrived(({ currentImage }) => currentImage!.parentId === source.id, 'recoloured');
    const { box } = first.masks[0].versions.at(-1)!.shape;
    const middle = { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height * 0.7) };
    await seen(page, middle, ([red, , blue]) => blue > red + 30, 'blue');
    await card('Recolour').getByText(/pixels of \d+ that were meant changed; beyond them nothing/).waitFor();
    const slider = card('Recolour').getByRole('slider', { name: 'Strength' });
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    const { currentImage, images } = await arrived(({ currentImage: now }) => now!.id !== first.currentImage!.id, 'made again');
    assert.equal(currentImage!.parentId, source.id);
    assert.equal(images.length, 3);
    assert.deepEqual(images.at(-1)!.adjustment!.exact, { kind: 'recolour', colour: 'royalblue', edge: 1, strength: 99 });
  });

  test('is shown on the picture while a slider moves, before anything is made', async () => {
    const { images } = await chat.stored();
    await card('Recolour').getByRole('slider', { name: 'Strength' }).fill('20');
    await page.locator('[data-adjusted="shown"]').waitFor();
    assert.equal((await chat.stored()).images.length, images.length);
    await card('Recolour').getByRole('button', { name: 'Close' }).click();
    await page.locator('[data-adjusted="shown"]').waitFor({ state: 'detached' });
    assert.equal((await chat.stored()).images.length, images.length);
  });

  test('cuts out onto a chequered ground, and is taken back', async () => {
    const before = await current();
    await chosen();
    await button('Cut out').click();
    const { currentImage } = await arrived(({ currentImage: now }) => now!.moved, 'cut out');
    assert.ok(currentImage!.width < 60);
    await seen(page, { x: 1, y: 1 }, (colour) => isNear(colour, [255, 255, 255], 6) || isNear(colour, [212, 212, 216], 6), 'chequered');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await arrived(({ currentImage: now }) => now!.id === before.id, 'taken back');
    await card('Cut out').waitFor({ state: 'detached' });
  });

  test('of what is only pointed at keeps it as a mask first', async () => {
    const { masks } = await chat.stored();
    const { box } = masks[0].versions.at(-1)!.shape;
    // Chosen, it would be what the click corrects.
    await page.getByRole('button', { name: 'Remove mask: yellow cone' }).click();
    await chat.clickPicture((box.left + box.width / 2) / side, (box.top + 0.7 * box.height) / side);
    await page.locator('[data-preview="shown"]').waitFor();
    await button('Background…').click();
    const after = await arrived(({ images }) => images.at(-1)!.adjustment?.exact?.kind === 'background', 'background');
    assert.equal(after.masks.length, masks.length + 1);
    assert.deepEqual(after.images.at(-1)!.adjustment!.maskVersionIds, [after.masks.at(-1)!.versions.at(-1)!.id]);
  });
});
