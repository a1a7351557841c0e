// The panel of masks.

import type { Scene, States } from './scene.ts';

export async function* masks({ page, chat, again }: Scene): States {
  await again();
  await chat.panel('Masks');
  const row = page.getByRole('list', { name: 'Mask list' }).locator('[data-name="yellow cone"]');
  const choose = row.getByRole('button', { name: /yellow cone/ }).first();
  await choose.click();
  yield 'masks, one chosen';
  await page.getByRole('button', { name: /^More for/ }).first().click();
  yield 'menu of a mask';
  await page.keyboard.press('Escape');

  await page.getByText('2 versions of yellow cone').click();
  await page.getByRole('list', { name: 'Versions of yellow cone' }).waitFor();
  yield 'versions of a mask';
  // Away from the versions, which are shown under the pointer.
  await page.mouse.move(0, 0);
  await page.getByRole('slider', { name: 'Grow or shrink' }).fill('6');
  await chat.preview();
  yield 'a mask is about to grow';
  await page.getByRole('button', { name: 'Reset' }).click();

  await row.getByRole('button', { name: 'Lock yellow cone' }).click();
  await page.getByText('This mask is locked.').waitFor();
  await row.getByRole('button', { name: 'Hide yellow cone' }).click();
  await row.getByRole('button', { name: 'Hide yellow cone', pressed: true }).waitFor();
  yield 'a mask is locked and hidden';
  await row.getByRole('button', { name: 'Lock yellow cone' }).click();
  await row.getByRole('button', { name: 'Hide yellow cone' }).click();

  await page.getByRole('list', { name: 'Mask list' }).getByRole('button', { name: /^cone that/ }).first().click();
  await page.getByText('2 masks are chosen').waitFor();
  yield 'several masks chosen';
  await page.keyboard.press('x');

  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Rename' }).last().click();
  await page.getByRole('textbox', { name: 'Name of the mask' }).waitFor();
  yield 'a mask gets another name';
  await page.keyboard.press('Escape');

  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Delete' }).last().click();
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  await undo.focus();
  yield 'a mask deleted, with a way back';
  await undo.click();
  await row.waitFor();
  await chat.panel('Conversation');
}
