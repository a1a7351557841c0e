// What the page does when something goes wrong around it: a second tab, a lost network, a full disk.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import type { SessionListDocument } from '../../server/conversation/documents.ts';
import { sharp } from '../../server/images/decoder.ts';
import { decodeRle } from '../../server/images/rle.ts';
import { request } from './api.ts';
import { openPage, patience } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { fillDatabase } from './full-database.ts';
import { noPage, pageHouse } from './page-house.ts';

const samples = join(import.meta.dirname, '..', '..', 'samples');

describe('two tabs on one session', { skip: noPage }, () => {
  const house = pageHouse();
  let first: ChatPage;
  let second: ChatPage;
  let pages: Page[];
  const row = (page: Page, name: string) => page.getByRole('list', { name: 'Mask list' }).locator(`[data-name="${name}"]`);

  before(async () => {
    first = house.chat;
    await first.open();
    await first.sample('stars-on-stone');
    await first.ask('the yellow cone');
    const { page: other } = await openPage(house.browser);
    await other.goto(house.page.url());
    second = new ChatPage(other, () => house.product.address);
    await second.waitForMask('yellow cone');
    pages = [house.page, other];
  });

  test('a new name in one and a lock in the other are both kept and seen in both', async () => {
    for (const chat of [first, second]) await chat.panel('Masks');
    await Promise.all([
      (async () => {
        await row(pages[0], 'yellow cone').getByRole('button', { name: 'More' }).click();
        await pages[0].getByRole('button', { name: 'Rename' }).last().click();
        await pages[0].getByRole('textbox', { name: 'Name of the mask' }).fill('the cone');
        await pages[0].keyboard.press('Enter');
      })(),
      row(pages[1], 'yellow cone').getByRole('button', { name: /^Hide/ }).click(),
    ]);
    await first.until(({ masks: [mask] }) => mask.name === 'the cone' && mask.hidden, 'renamed and hidden');
    for (const page of pages) await row(page, 'the cone').getByRole('button', { name: /^Hide/, pressed: true }).waitFor();
    await row(pages[0], 'the cone').getByRole('button', { name: /^Hide/ }).click();
    await row(pages[1], 'the cone').getByRole('button', { name: /^Hide/, pressed: false }).waitFor();
  });

  test('strokes on one mask from both are both in it', async () => {
    // The second tab has read the mask before the first one's stroke, and is heard of after it.
    let heard = () => {};
    const firstIsDone = new Promise<void>((resolve) => (heard = resolve));
    await pages[1].route('**/operations', async (route) => (await firstIsDone, route.continue()), { times: 1 });
    for (const chat of [second, first]) {
      await chat.panel('Conversation');
      await chat.mean('the cone');
      await chat.tool('Brush');
    }
    const versions = (await first.stored()).masks[0].versions.length;
    await second.drag([0.7, 0.9], [0.8, 0.9]);
    await first.drag([0.3, 0.9], [0.45, 0.9]);
    await first.until(({ masks: [mask] }) => mask.versions.length === versions + 1, 'the stroke of the first');
    heard();
    await first.until(({ masks: [mask] }) => mask.versions.length === versions + 2, 'the stroke of the second');
    const { shape: { counts, width, height } } = (await first.stored()).masks[0].versions.at(-1)!;
    const { data } = decodeRle({ size: [height, width], counts });
    const isPainted = (x: number, y: number) => data[Math.round(y * height) * width + Math.round(x * width)] === 1;
    assert.deepEqual([isPainted(0.4, 0.9), isPainted(0.75, 0.9)], [true, true]);
    for (const page of pages) await page.keyboard.press('x');
  });

  test('messages from both are answered one after the other', async () => {
    const before = (await first.stored()).turns.length;
    await Promise.all([first.send('how many cones are there'), second.send('what colour is the cube')]);
    await first.until(({ turns }) => turns.length === before + 2 && turns.every(({ status }) => status === 'done'), 'both are answered');
    for (const chat of [first, second]) {
      await chat.settled();
      await chat.said('how many cones are there');
      await chat.said('what colour is the cube');
      assert.equal(await chat.message.inputValue(), '');
    }
    const { turns } = await first.stored();
    assert.deepEqual(turns.slice(1).map(({ parentId }) => parentId), turns.slice(0, -1).map(({ id }) => id), 'one line, no branch');
  });
});

describe('the page without a network', { skip: noPage }, () => {
  const house = pageHouse();
  let chat: ChatPage;

  before(async () => {
    chat = house.chat;
    await chat.open();
    await chat.sample('stars-on-stone');
  });

  test('says so, and sends what was written once when it is back', async () => {
    await house.page.context().setOffline(true);
    await chat.send('the yellow cone');
    await house.page.getByRole('status').filter({ hasText: 'Reconnecting' }).first().waitFor();
    await house.page.context().setOffline(false);
    await chat.waitForMask('yellow cone');
    await chat.settled();
    assert.deepEqual((await chat.stored()).turns.map(({ text }) => text), ['the yellow cone']);
  });

  test('a message that nothing has taken yet outlives a reload of the page, and is taken once', async () => {
    const { turns } = await chat.stored();
    for (const arrives of [false, true]) {
      await house.page.route('**/turns', async (route) => {
        if (arrives) await route.fetch();
        await route.abort('connectionreset');
      });
      await chat.send(`how many ${arrives ? 'cones' : 'stars'} are there`);
      await house.page.getByRole('status').filter({ hasText: 'Reconnecting' }).first().waitFor();
      await house.page.reload();
      await house.page.unroute('**/turns');
      await chat.until(({ turns: now }) => now.length >= turns.length + (arrives ? 2 : 1) && now.every(({ status }) => status === 'done'), 'answered');
      await chat.settled();
    }
    await house.page.reload();
    await chat.settled();
    assert.deepEqual((await chat.stored()).turns.slice(turns.length).map(({ text }) => text), ['how many stars are there', 'how many cones are there']);
  });

  describe('does once what was sent twice because its answer was lost:', () => {
    /** Loses the first answer to what is sent there, and waits until it is sent again. */
    const losing = async (pattern: string | RegExp, act: () => Promise<unknown>) => {
      const seen: string[] = [];
      await house.page.route(pattern, async (route) => {
        const sent = route.request();
        if (sent.method() !== 'POST') return route.fallback();
        seen.push(new URL(sent.url()).searchParams.get('id') ?? sent.postDataJSON().id);
        if (seen.length > 1) return route.continue();
        await route.fetch();
        await route.abort('connectionreset');
      });
      await act();
      for (const end = Date.now() + patience; seen.length < 2 && Date.now() < end; ) await house.page.waitForTimeout(50);
      await house.page.unroute(pattern);
      assert.equal(seen.length, 2, 'sent again');
      assert.equal(seen[0], seen[1], 'the same id again');
    };

    test('a message', async () => {
      const { turns } = await chat.stored();
      await losing('**/turns', () => chat.send('how many cones are there'));
      await chat.settled();
      assert.equal((await chat.stored()).turns.length, turns.length + 1);
    });

    test('a change', async () => {
      const { operations } = await chat.stored();
      await losing('**/operations', () => house.page.getByRole('button', { name: 'Undo', exact: true }).click());
      await chat.until(({ masks }) => masks.length === 0, 'the mask is taken back');
      assert.equal((await chat.stored()).operations, operations + 1);
    });

    test('another result', async () => {
      await chat.ask('remove the yellow cone');
      const before = (await chat.stored()).turns.length;
      await losing('**/redo', () => house.page.getByRole('button', { name: 'Another', exact: true }).click());
      await chat.until(({ turns, images }) => turns.length === before + 1 && images.length === 3, 'one more');
      await chat.settled();
    });

    test('an imported mask', async () => {
      await chat.panel('Masks');
      const before = (await chat.stored()).masks.length;
      const buffer = await sharp(join(samples, 'stars-on-stone.png')).threshold(128).png().toBuffer();
      await losing(/\/masks\?/, () => house.page.getByLabel('Mask file').setInputFiles({ name: 'from outside.png', mimeType: 'image/png', buffer }));
      await house.page.getByRole('list', { name: 'Mask list' }).locator('[data-name="from outside"]').waitFor();
      assert.equal((await chat.stored()).masks.length, before + 1);
    });

    test('the beginning of a session', async () => {
      const sessions = async () => (await request<SessionListDocument>(house.product.address, '/api/sessions')).sessions.length;
      const before = await sessions();
      await chat.open();
      await losing('**/api/sessions', () => chat.begin('mark the yellow cone'));
      await chat.waitForMask('yellow cone');
      assert.equal(await sessions(), before + 1);
      assert.equal((await chat.stored()).turns.length, 1);
    });
  });

  test('a picture that could not be loaded comes when the network is back', async () => {
    const { page } = house;
    await page.route('**/api/images/**', (route) => route.abort());
    await chat.open();
    await page.getByRole('button', { name: 'Sample balls-on-wood' }).click();
    await page.getByText('The picture could not be loaded.').waitFor();
    await page.unroute('**/api/images/**');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.locator('[data-picture=shown]').waitFor();
    assert.equal(await page.getByText('The picture could not be loaded.').count(), 0);
    house.complaints.splice(0);
  });
});

describe('the page with a full disk', { skip: noPage }, () => {
  const hook = pathToFileURL(join(import.meta.dirname, 'full-disk.ts')).href;
  const sign = join(tmpdir(), `focus-full-disk-${process.pid}`);
  const house = pageHouse({ environment: { NODE_OPTIONS: `--import=${hook}`, FOCUS_TEST_FULL_DISK: sign } });
  const alert = () => house.page.getByRole('alert').filter({ hasText: 'The disk is full' });
  let chat: ChatPage;

  before(() => {
    chat = house.chat;
  });

  test('a picture is refused, and taken when there is space again', async () => {
    await chat.open();
    writeFileSync(sign, '');
    await chat.choose(join(samples, 'stars-on-stone.png'));
    await alert().waitFor();
    rmSync(sign);
    await chat.upload(join(samples, 'stars-on-stone.png'));
  });

  test('a message that cannot be kept stays in the box, and is sent when there is space again', async () => {
    const free = await fillDatabase(house.folder, 'turn');
    await chat.send('the yellow cone');
    await alert().waitFor();
    assert.equal(await alert().count(), 1);
    assert.equal(await chat.message.inputValue(), 'the yellow cone');
    assert.deepEqual(await chat.messages(), []);
    await free();
    await chat.ask('');
    assert.deepEqual(await chat.masks(), ['yellow cone']);
    assert.equal(await alert().count(), 0);
  });

  test('an edit that cannot be kept says so, changes nothing, and is made when there is space again', async () => {
    writeFileSync(sign, '');
    await chat.send('remove the yellow cone');
    await alert().waitFor();
    await chat.settled();
    assert.equal((await chat.stored()).images.length, 1);
    rmSync(sign);
    await house.page.getByRole('button', { name: 'Try again' }).click();
    await chat.slider.waitFor();
    assert.equal((await chat.stored()).images.length, 2);
  });
});
