// The start page and the list of sessions.

import type { Scene, States } from './scene.ts';

export async function* beginning({ page, address }: Scene): States {
  await page.goto(address);
  await page.getByRole('button', { name: 'Sample stars-on-stone' }).waitFor();
  yield 'start';

  await page.locator('input[type=file]').first().setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') });
  await page.getByText('The file holds text, not a picture.').waitFor();
  yield 'start, a file refused';
  await page.getByRole('button', { name: 'Dismiss' }).click();

  // In a narrow window the list comes when it is called, and stays when the window grows.
  await page.setViewportSize({ width: 820, height: 900 });
  await page.getByRole('button', { name: 'Sessions', exact: true }).click();
  const list = page.getByRole('navigation', { name: 'Sessions' });
  const item = list.getByRole('listitem').first();
  await item.waitFor();
  yield 'list of sessions';

  await item.hover();
  await item.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title' }).waitFor();
  yield 'a session gets another name';
  await page.keyboard.press('Escape');

  const search = page.getByRole('searchbox', { name: 'Search sessions' });
  await search.fill('cone');
  await item.getByText(/cone/i).last().waitFor();
  yield 'search';
  await search.fill('no such words');
  await page.getByText('Nothing was said with these words.').waitFor();
  yield 'search without hits';
  await search.fill('');

  // The one that the others are not about: a link to a session ends with its deletion.
  await list.getByRole('listitem').last().hover();
  await list.getByRole('listitem').last().getByRole('button', { name: 'Delete' }).click();
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  // With the focus on it, it stays.
  await undo.focus();
  yield 'a session deleted, with a way back';
  await undo.click();
  await list.getByRole('listitem').nth(1).waitFor();

  await page.route('**/api/health', (route) => route.fulfill({ json: { status: 'no-worker', database: true, workers: [], queue: { queued: 1, running: 0 } } }));
  await page.goto(address);
  await page.getByText('No worker is running.').waitFor();
  yield 'no worker';
  await page.unroute('**/api/health');
}
