// The picture: how it is shown, its tools, its versions.

import type { Scene, States } from './scene.ts';

export async function* picture({ page, chat, address, again }: Scene): States {
  await again();
  await page.getByRole('button', { name: 'How masks are shown' }).click();
  yield 'how masks are shown';
  await page.keyboard.press('Escape');
  await chat.tool('Brush');
  await page.getByRole('slider', { name: 'Brush size' }).waitFor();
  yield 'brush';
  await chat.tool('Add points');

  await chat.panel('Versions');
  yield 'versions';
  for (const mode of ['Slider', 'Side by side', 'Difference']) {
    await page.getByRole('group', { name: 'Compare' }).getByRole('button', { name: mode }).click();
    yield `compared: ${mode.toLowerCase()}`;
  }
  await page.getByRole('group', { name: 'Compare' }).getByRole('button', { name: 'Off' }).click();
  await page.getByRole('list', { name: 'Version tree' }).getByRole('button', { name: /^Version 1/ }).click();
  await page.getByText('Another version. Messages are about the current one.').waitFor();
  yield 'another version is shown';

  await page.route('**/api/images/**', (route) => route.abort());
  await page.reload();
  await page.getByText('The picture could not be loaded.').waitFor();
  yield 'a picture that could not be loaded';
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.goto(address);
  await chat.sample('balls-on-wood');
  await chat.settled();
  yield 'a session without messages';
  await chat.panel('Masks');
  yield 'a picture without masks';
  await page.goto(address);
  // What is drawn first is never begun, so that the session stays without a picture.
  await page.route('**/turns', (route) => route.fulfill({ status: 400, json: { error: { code: 'text-too-long', message: 'The message is too long.', hint: 'Say it in fewer words.' } } }));
  await chat.draw('a red cube on grass');
  await page.getByText('The message is too long.').waitFor();
  yield 'a message that was not taken, no picture yet';
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}
