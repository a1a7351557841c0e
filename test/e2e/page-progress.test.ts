// A drawing on a slow machine, watched: the picture grows, and the page says how long it will take.

import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright';
import type { SessionDocument, TurnDocument } from '../../server/conversation/documents.ts';
import { request, sayAndWait } from './api.ts';
import { openPage } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';

const timeLeft = /about \d+ s left/;

describe('the chat page while a drawing grows', { skip: noPage }, () => {
  const house = pageHouse({ environment: { FOCUS_STEP_PAUSE: '300' } });
  let page: Page;
  let chat: ChatPage;

  before(async () => {
    ({ page, chat } = house);
    const { address } = house.product;
    for (const text of ['a red cube', 'a blue ball', 'a green cone']) {
      const { id } = await request<SessionDocument>(address, '/api/sessions', { json: {} });
      assert.equal((await sayAndWait(address, id, { text })).status, 'done');
    }
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  for (const width of [1280, 390]) {
    test(`the picture is seen before it is there, and read aloud is only what is done: ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 844 });
      await chat.open();
      await page.evaluate(() => {
        const spoken = new Set<string>();
        const note = () => document.querySelectorAll('[role=status]').forEach(({ textContent }) => textContent && spoken.add(textContent));
        new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
        Object.assign(globalThis, { spoken });
      });
      await chat.draw('a red cube on grass');
      const soFar = page.getByRole('img', { name: 'The picture so far' });
      await soFar.waitFor();
      const first = await soFar.getAttribute('src');
      assert.match(first!, /^data:image\/webp;base64,/);
      await page.waitForFunction((before) => {
        const image = document.querySelector<HTMLImageElement>('img[alt="The picture so far"]');
        return image !== null && image.src !== before && image.naturalWidth === 64 && image.checkVisibility();
      }, first);
      await page.getByText(timeLeft).waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      await chat.picture.waitFor();
      await chat.settled();
      assert.equal(await soFar.count(), 0);
      const spoken = await page.evaluate(() => [...(globalThis as unknown as { spoken: Set<string> }).spoken]);
      assert.ok(spoken.includes('Composing the picture…'), spoken.join(' | '));
      assert.deepEqual(spoken.filter((text) => /\d/.test(text)), []);
      const { turns } = await chat.stored();
      assert.ok(!JSON.stringify(turns).includes('data:image'));
    });
  }

  test('what waits says how long that will take, from how long drawings took before', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const { page: other } = await openPage(house.browser);
    const second = new ChatPage(other, () => house.product.address);
    await second.open();
    await chat.open();
    await chat.draw('a red cube on grass');
    await page.getByRole('progressbar').waitFor();
    const answered = other.waitForResponse(async (response) => /\/api\/turns\/[^/]+$/.test(response.url()) && ((await response.json()) as TurnDocument).secondsLeft !== undefined);
    await second.draw('a blue ball on wood');
    const { before, secondsLeft } = (await (await answered).json()) as TurnDocument;
    assert.equal(before, 1);
    // A drawing is 16 rows and as many pauses, nearly five seconds.
    assert.ok(secondsLeft! >= 5, `${secondsLeft} s`);
    await other.getByText(/^Waiting, 1 before this one….*about \d+ s left$/).waitFor();
    for (const each of [chat, second]) {
      await each.stop.click();
      await each.settled();
    }
    assert.equal(await page.getByText(timeLeft).count(), 0);
    await other.context().close();
  });
});
