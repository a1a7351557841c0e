// A session: what is said and answered, what runs, and what became of it.

import { endedLike, heldTurns } from './made-up.ts';
import type { Scene, States } from './scene.ts';

const table = `**Three** things stand there:

| thing | colour | where it stands in the picture |
|---|---|---|
| yellow cone | red, it was yellow before | lower left |
| ball | green | middle |

- \`run lengths\` of each are in the panel of masks
- [a link](https://example.org/) leads out of here

> Nothing else was changed.`;

/** What is painted of a wall so far: the middle of its part of the picture, not yet sharp. */
const wall = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><radialGradient id="b"><stop stop-color="#36c"/><stop offset="1" stop-color="#68a"/></radialGradient><rect x="8" y="8" width="48" height="40" fill="url(#b)"/></svg>')}`;

export async function* conversation(scene: Scene): States {
  const { page, chat, again } = scene;
  await again();
  yield 'session';
  await page.getByText('What changed').click();
  await page.getByText('0 bytes changed').waitFor();
  yield 'what an edit changed';

  await chat.tool('Add points');
  await chat.clickPicture(0.6, 0.48);
  await chat.tool('Box');
  await chat.drag([0.25, 0.25], [0.5, 0.75]);
  await chat.preview();
  await chat.mean('yellow cone');
  await chat.message.fill('make these three look as if they were made of polished wood, and leave the shadows where they are');
  yield 'a message that points, not sent yet';
  await chat.message.fill('');
  await chat.message.blur();
  await page.keyboard.press('x');

  await page.getByRole('button', { name: 'Edit and send again' }).last().click();
  await page.getByRole('textbox', { name: 'Reword the message' }).waitFor();
  yield 'a message is reworded';
  await page.keyboard.press('Escape');

  const lose = await heldTurns(page, [
    { type: 'turn-start' }, { type: 'edit-progress', step: 2, of: 8 }, { type: 'edit-progress', step: 3, of: 8 },
    { type: 'edit-preview', picture: wall, box: { left: 16, top: 16, width: 96, height: 96 } },
  ]);
  await chat.send('paint the wall blue');
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('img', { name: 'The picture so far' }).waitFor();
  await page.locator('[data-painted=shown]').waitFor();
  await page.getByText('about 12 s left').waitFor();
  yield 'a turn runs';
  await chat.send('and then take the ball away');
  await page.getByText('Waits for the answer above').waitFor();
  yield 'a message waits';
  await lose();
  await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
  yield 'a turn runs, reconnecting';
  await page.getByRole('button', { name: 'Take back' }).click();
  // It is in the box again.
  await chat.message.fill('');

  await page.route('**/api/sessions/*/events', (route) => route.abort());
  await page.goto(scene.session);
  await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
  yield 'reconnecting';

  const error = { code: 'disk-full', status: 507, message: 'The disk is full.', hint: 'Make space on the disk of the data folder, then send the message again.' };
  for (const [state, end, seen] of [
    ['an answer that failed', { status: 'failed', error, answer: null, edit: null, maskVersionIds: [] }, 'Try again'],
    ['an answer that was stopped', { status: 'stopped', answer: 'I am painting', edit: null, maskVersionIds: [] }, 'Stopped.'],
    ['an answer in Markdown', { answer: table, edit: null }, 'Nothing else was changed.'],
  ] as const) {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await endedLike(page, { ...end, maskVersionIds: [] });
    await page.goto(scene.session);
    await page.locator('[data-picture=shown]').waitFor();
    await page.getByText(seen).waitFor();
    if (end.answer === table) await page.getByRole('table').waitFor();
    yield state;
  }
  await again();

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('textbox', { name: 'Link' }).waitFor();
  yield 'share';
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  yield 'keys';
  await page.keyboard.press('Escape');
}
