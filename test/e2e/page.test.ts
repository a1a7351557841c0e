// The main job as a person does it, in a real browser.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright';
import sharp from 'sharp';
import { openPage } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { noPage, pageHouse } from './page-house.ts';
import { killAll, processesOf } from './processes.ts';
import { startProduct } from './product.ts';

const samples = join(import.meta.dirname, '..', '..', 'samples');

describe('the chat page', { skip: noPage }, () => {
  const house = pageHouse();
  let page: Page;
  let chat: ChatPage;

  before(() => {
    ({ page, chat } = house);
  });
  afterEach(() => assert.deepEqual(house.complaints.splice(0), [], 'the page reported errors'));

  test('two actions lead to a first mask: the command, and a click below a sample', async () => {
    const from = performance.now();
    await chat.open();
    await chat.begin('mark the yellow cone');
    await chat.waitForMask('yellow cone');
    console.log(`# from the open page to a first mask: ${((performance.now() - from) / 1000).toFixed(1)} s; npm start took ${house.product.seconds.toFixed(1)} s`);
  });

  test('an uploaded picture is questioned, marked, corrected by a click and by words, and edited', async () => {
    await chat.open();
    await chat.upload(join(samples, 'stars-on-stone.png'));
    assert.match(await chat.ask('what colour is the cube'), /\w+\./);
    // A number alone would be an empty list in Markdown.
    assert.match(await chat.ask('how many cones are there'), /\d/);
    await chat.ask('the yellow cone');
    assert.deepEqual(await chat.masks(), ['yellow cone']);
    await chat.clickPicture(0.11, 0.74);
    await chat.preview();
    await chat.ask('');
    assert.ok((await chat.masks()).length >= 1);
    await chat.ask('not that one, the other one');
    await chat.mean('yellow cone');
    await chat.ask('remove this');
    await chat.slider.waitFor();
    const before = await chat.pictureColours();
    await chat.slider.fill('0');
    // The slider shows the picture before the edit.
    await page.waitForFunction((colours) => Array.from(document.querySelectorAll('canvas'), (canvas) => canvas.toDataURL()).join() !== colours, before, { polling: 300 });
  });

  test('after a reload everything is there', async () => {
    const [messages, masks] = [await chat.messages(), await chat.masks()];
    assert.ok(messages.length >= 10);
    await page.reload();
    await chat.settled();
    assert.deepEqual(await chat.messages(), messages);
    assert.deepEqual(await chat.masks(), masks);
    await chat.slider.waitFor();
  });

  test('a bad file is refused with a sentence that says what to do, and nothing is lost', async () => {
    const path = join(house.folder, 'letter.png');
    writeFileSync(path, 'this is no picture');
    await chat.open();
    await chat.choose(path);
    await page.getByRole('alert').filter({ hasText: /picture/i }).first().waitFor();
    await chat.sample('balls-on-wood');
  });

  test('a file that is too large is refused before it is sent', async () => {
    const path = join(house.folder, 'huge.png');
    writeFileSync(path, '');
    truncateSync(path, 33 * 2 ** 20);
    const sent: string[] = [];
    await chat.open();
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await chat.choose(path);
    await page.getByRole('alert').filter({ hasText: 'The file has 33 MiB; at most 32 MiB are read.' }).waitFor();
    assert.deepEqual(sent, []);
    rmSync(path);
  });

  for (const [how, event] of [['dropped', 'drop'], ['pasted', 'paste']] as const) {
    test(`a picture that is ${how} begins a session; what cannot be one is refused before it is sent`, async () => {
      const give = (file: Buffer, name: string, type: string) => page.evaluate(({ content, name, type, event }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))], name, { type }));
        const options = { bubbles: true, cancelable: true };
        document.body.dispatchEvent(event === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data }) : new ClipboardEvent('paste', { ...options, clipboardData: data }));
      }, { content: file.toString('base64'), name, type, event });
      const sent: string[] = [];
      await chat.open();
      await page.getByRole('button', { name: 'Choose a file' }).waitFor();
      page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
      const refused: [file: Buffer, name: string, type: string, words: string][] = [
        [Buffer.alloc(0), 'empty.png', 'image/png', 'The file is empty (0 bytes).'],
        [Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), 'film.mp4', 'video/mp4', 'The file is a video, which is not read.'],
        [await sharp({ create: { width: 12_000, height: 11_000, channels: 3, background: 'black' } }).png().toBuffer(), 'large.png', 'image/png', 'The picture has 12000 x 11000 pixels (132.0 megapixels); at most 120 are read.'],
      ];
      for (const [file, name, type, words] of refused) {
        await give(file, name, type);
        await page.getByRole('alert').filter({ hasText: words }).waitFor();
      }
      assert.deepEqual(sent, []);
      await give(readFileSync(join(samples, 'balls-on-wood.png')), 'balls.png', 'image/png');
      await chat.picture.waitFor();
      assert.deepEqual((await chat.stored()).images.map(({ source, width, height }) => [source, width, height]), [['upload', 128, 128]]);
    });
  }

  test('Enter after a click on the picture keeps the mask it shows', async () => {
    await chat.open();
    await chat.upload(join(samples, 'stars-on-stone.png'));
    await chat.clickPicture(0.11, 0.74);
    await chat.preview();
    await page.keyboard.press('Enter');
    await chat.until(({ masks, turns }) => masks.length === 1 && turns.length === 1 && turns[0].status === 'done', 'a mask');
    assert.equal(await chat.chips().count(), 0);
  });

  test('a picture is drawn from words in an empty session', async () => {
    await chat.open();
    await chat.draw('a red cube on grass');
    await page.locator('[data-role=assistant]').filter({ hasText: /drew/i }).waitFor();
    await chat.picture.waitFor();
  });

  test('is usable at 390 pixels', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await chat.open();
    await chat.sample('stars-on-stone');
    await chat.ask('the yellow cone');
    assert.deepEqual(await chat.masks(), ['yellow cone']);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('the chat page while a slow answer runs', { skip: noPage }, () => {
  const slow = { FOCUS_STEP_PAUSE: '400' };
  const house = pageHouse({ environment: slow });
  let page: Page;
  let chat: ChatPage;

  let waiting: Locator;

  before(async () => {
    ({ page, chat } = house);
    waiting = page.locator('[data-waiting]');
    await chat.open();
    await chat.sample('stars-on-stone');
  });

  test('Stop ends it, nothing is changed, and the next message is answered', async () => {
    await chat.send('remove the yellow cone');
    await chat.stop.click();
    await chat.settled();
    assert.match((await chat.messages()).at(-1)!, /stopped/i);
    assert.equal(await chat.slider.count(), 0);
    await chat.ask('what colour is the cube');
  });

  test('a reload in the middle of an answer shows the rest of it', async () => {
    await chat.send('mark the yellow cone');
    await chat.stop.waitFor();
    await page.reload();
    await chat.settled();
    assert.ok((await chat.masks()).includes('yellow cone'));
  });

  test('a restart of the server in the middle of an answer loses nothing', async () => {
    const before = await chat.messages();
    await chat.mean('yellow cone');
    await chat.send('remove this');
    await chat.stop.waitFor();
    const { port } = new URL(house.product.address);
    killAll(processesOf(house.folder));
    await house.product.kill();
    house.product = await startProduct(house.folder, { ...slow, PORT: port });
    await chat.settled(60_000);
    await chat.slider.waitFor();
    assert.deepEqual((await chat.messages()).slice(0, before.length), before);
    await page.reload();
    await chat.settled();
    await chat.slider.waitFor();
  });

  test('a message that is sent while one runs waits for its answer and is then sent by itself', async () => {
    const before = (await chat.messages()).length;
    await chat.send('how many objects are there?');
    await chat.stop.waitFor();
    await chat.send('what colour is the cube');
    await waiting.waitFor();
    await page.waitForFunction((count) => document.querySelectorAll('[data-role=assistant]').length * 2 >= count + 4, before);
    await chat.settled();
    assert.equal(await waiting.count(), 0);
    assert.equal((await chat.messages()).length, before + 4);
  });

  test('a second tab sees the conversation as it goes on', async () => {
    const { page: other } = await openPage(house.browser);
    await other.goto(page.url());
    const second = new ChatPage(other, () => house.product.address);
    await second.settled();
    await chat.ask('how many objects are there?');
    const last = (await chat.messages()).at(-1)!;
    await other.getByText(last).last().waitFor();
    await other.context().close();
  });

  test('what waits outlives a reload of the page, and is sent by itself', async () => {
    const { turns } = await chat.stored();
    await chat.send('how many cones are there');
    await chat.stop.waitFor();
    await chat.send('what colour is the cube');
    await waiting.waitFor();
    await page.reload();
    await chat.until((stored) => stored.turns.length === turns.length + 2 && stored.turns.every(({ status }) => status !== 'queued' && status !== 'running'), 'both are answered');
    assert.deepEqual((await chat.stored()).turns.slice(-2).map(({ text, status }) => [text, status]), [['how many cones are there', 'done'], ['what colour is the cube', 'done']]);
    await chat.settled();
    assert.equal(await waiting.count(), 0);
  });

  test('what waits is taken back into the box, and is not sent', async () => {
    const { turns } = await chat.stored();
    await chat.send('how many cones are there');
    await chat.stop.waitFor();
    await chat.send('what colour is the cube');
    await chat.message.fill('and the cone');
    await waiting.getByRole('button', { name: 'Take back' }).click();
    await waiting.waitFor({ state: 'detached' });
    assert.match(await chat.message.inputValue(), /what colour is the cube[^]*and the cone/);
    await chat.settled();
    await page.reload();
    await chat.settled();
    assert.equal((await chat.stored()).turns.length, turns.length + 1);
    await chat.message.fill('');
  });

  test('what runs says what it does and how long it will take, and what waits says how many are before it', async () => {
    const [second, third] = await Promise.all([1, 2].map(async () => {
      const { page: other } = await openPage(house.browser);
      const one = new ChatPage(other, () => house.product.address);
      await one.open();
      await one.sample('balls-on-wood');
      return { page: other, chat: one };
    }));
    const waits = ({ page: other }: typeof second) => other.getByRole('status').filter({ hasText: /^Waiting, \d before this one/ });
    await chat.open();
    await chat.draw('a red cube on grass');
    await page.getByRole('progressbar', { name: 'Composing the picture' }).waitFor();
    await page.getByText(/^Composing the picture…\d+ %about \d+ s left/).waitFor();
    for (const { chat: one } of [second, third]) await one.send('how many objects are there?');
    await waits(third).filter({ hasText: '2 before' }).waitFor();
    // Asked once more since the third one waits.
    await second.page.waitForResponse((response) => /\/api\/turns\/[^/]+$/.test(response.url()));
    assert.match(await waits(second).innerText(), /1 before/);
    await chat.stop.click();
    await chat.settled();
    for (const { page: other, chat: one } of [second, third]) {
      await one.settled();
      assert.match((await one.messages()).at(-1)!, /\d/);
      await other.context().close();
    }
  });
});
