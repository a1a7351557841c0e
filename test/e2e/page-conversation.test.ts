// What can be done with messages, answers and versions, in a real browser on the running product.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import type { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';

describe('a conversation', { skip: noPage }, () => {
  const house = pageHouse({ context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  let page: Page;
  let chat: ChatPage;

  before(() => {
    ({ page, chat } = house);
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('begins with sample pictures and three things to try', async () => {
    await chat.open();
    const samples = page.getByRole('region', { name: 'Samples' });
    await samples.getByRole('button', { name: 'mark the yellow cone' }).waitFor();
    assert.equal(await samples.getByText('or begin with').locator('..').getByRole('button').count(), 3);
    await chat.sample('stars-on-stone');
  });

  test('an answer is copied, and rated as the last click says', async () => {
    const answer = await chat.ask('what colour is the cube');
    await page.locator('[data-role=assistant]').hover();
    await page.getByRole('button', { name: 'Copy answer' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.ok(answer.startsWith(await page.evaluate(() => navigator.clipboard.readText())));
    await page.getByRole('button', { name: 'Good answer' }).click();
    await page.getByRole('button', { name: 'Good answer' }).click();
    await page.getByRole('button', { name: 'Bad answer' }).click();
    await page.getByRole('button', { name: 'Bad answer', pressed: true }).waitFor();
    await chat.until(({ turns: [{ rating }] }) => rating === 'down', 'rated');
  });

  test('an answer in Markdown is shown formatted while it comes', async () => {
    const events = [{ type: 'turn-start' }, { type: 'text-start' }, { type: 'text-delta', delta: '**Two** things:\n\n- a cube\n- a co' }];
    let [asked, release] = [0, () => {}];
    const looked = new Promise<void>((resolve) => (release = resolve));
    // This much comes; the rest is asked for again, and comes when the page was looked at.
    await page.route('**/api/turns/*/events*', async (route) => {
      asked += 1;
      if (asked > 1) return void looked.then(() => route.continue());
      await route.fulfill({
        contentType: 'text/event-stream',
        body: events.map((event, index) => `id: ${index + 1}\ndata: ${JSON.stringify({ seq: index + 1, event })}\n\n`).join(''),
      });
    });
    await chat.send('how many cones are there');
    await page.locator('[data-role=assistant]').last().getByRole('listitem').nth(1).waitFor();
    await page.locator('[data-role=assistant]').last().locator('strong, [data-streamdown=strong]').waitFor();
    release();
    // The page may look settled between the half answer and the whole one.
    await page.locator('[data-role=assistant]').last().getByRole('listitem').first().waitFor({ state: 'detached' });
    await chat.settled();
    await page.unroute('**/api/turns/*/events*');
    assert.match((await chat.messages()).at(-1)!, /^\d/);
  });

  test('what is suggested fits what is there, and one click says it', async () => {
    await chat.ask('the yellow cone');
    await page.getByRole('list', { name: 'Suggestions' }).getByRole('button', { name: 'remove this' }).click();
    await chat.slider.waitFor();
    await chat.settled();
    assert.equal((await chat.stored()).turns.at(-1)!.edit?.kind, 'remove');
  });

  test('an edit tells what it changed, and that nothing else was', async () => {
    const { edit } = (await chat.stored()).turns.at(-1)!;
    await page.getByText('What changed').click();
    const facts = page.locator('dl').filter({ hasText: 'Outside of it' });
    await facts.getByText('0 bytes changed').waitFor();
    const text = await facts.innerText();
    for (const fact of [`${edit!.changedPixels.toLocaleString('en-US')} pixels`, '64 × 64 pixels', String(edit!.seed), ' s']) assert.ok(text.includes(fact), fact);
  });

  test('the strip below the picture goes to any version and back', async () => {
    const strip = page.getByRole('list', { name: 'Versions of the picture' });
    await strip.getByRole('button', { name: /^Version 1/ }).click();
    await page.getByText('Another version. Messages are about the current one.').waitFor();
    await page.getByRole('button', { name: 'Show the current one' }).click();
    await strip.getByRole('button', { name: /^Version 2.*current/, pressed: true }).waitFor();
  });

  test('the picture and the whole session are saved as files', async () => {
    const save = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
      return { name: download.suggestedFilename(), bytes: readFileSync((await download.path())!) };
    };
    const picture = await save('Download picture');
    assert.match(picture.name, /\.png$/);
    assert.equal(picture.bytes.toString('latin1', 1, 4), 'PNG');
    const session = await save('Download session');
    assert.match(session.name, /\.zip$/);
    for (const part of ['session.json', '.png']) assert.ok(session.bytes.includes(part), part);
  });

  test('a session gets another name in the list', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const item = page.getByRole('navigation', { name: 'Sessions' }).getByRole('listitem').first();
    await item.hover();
    await item.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Cones and a cube');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cones and a cube' }).waitFor();
    await chat.until(({ title }) => title === 'Cones and a cube', 'named');
  });

  test('the settings name the checkpoint, where it really runs, the folder, the limits and the keys', async () => {
    await page.goto(`${house.product.address}/settings`);
    const settings = page.getByRole('main', { name: 'Settings' });
    await settings.getByText('CPUExecutionProvider, found by a timed probe').waitFor();
    const text = await settings.innerText();
    for (const fact of ['nano', 'small', 'Model card', house.folder, '32 MiB, 120 megapixels; more than 40 are scaled down', '2,000 characters', 'Zoom in']) assert.ok(text.includes(fact), fact);
  });
});
