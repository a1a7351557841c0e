// Pages beside a session, and addresses that lead nowhere.

import type { Scene, States } from './scene.ts';

export async function* elsewhere({ page, address, session, shared }: Scene): States {
  await page.goto(`${address}/settings`);
  await page.locator('main').getByText('CPUExecutionProvider').waitFor();
  yield 'settings';
  await page.locator('summary', { hasText: 'Model card' }).click();
  await page.locator('main table').first().waitFor();
  yield 'settings, model card';
  await page.goto(shared);
  await page.locator('[data-picture=shown]').waitFor();
  yield 'shared session';
  await page.goto(`${address}/shared/no-such-link`);
  await page.getByText('This link leads nowhere.').waitFor();
  yield 'link that leads nowhere';
  await page.goto(`${address}/sessions/00000000-0000-4000-8000-000000000000`);
  await page.getByText('This session does not exist.').waitFor();
  yield 'no such session';
  await page.goto(`${address}/nowhere`);
  await page.getByRole('heading', { name: 'There is nothing at this address.' }).waitFor();
  yield 'no such page';
  // A document that no server sends, so that drawing it throws.
  await page.route('**/api/sessions/*', (route) => route.fulfill({ json: { id: 'broken' } }));
  await page.goto(session);
  await page.getByRole('heading', { name: 'This page broke.' }).waitFor();
  yield 'broken page';
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}
