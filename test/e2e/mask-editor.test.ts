import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Frame } from 'playwright';
import { pictureToPng } from '../../server/images/export.ts';
import { createPicture } from '../../server/images/picture.ts';
import { maskEditorPage } from '../../server/mcp/mask-editor.ts';
import { type AgentHouse, openAgentHouse, root } from '../server/mcp/agent-house.ts';
import type { AnyClient, ToolResult } from '../server/mcp/clients.ts';
import { accessibility } from './accessible.ts';
import { type AppHost, showApp } from './app-host.ts';
import { launchBrowser, noBrowser } from './browser.ts';

/** The worker of these tests marks the left four of eight columns, and five after a click. */
const columns = { marked: 1, added: 4, outside: 7 } as const;

describe('the mask editor in an agent\'s window', { skip: noBrowser }, () => {
  let [house, client, browser]: [AgentHouse, AnyClient, Browser] = [undefined!, undefined!, undefined!];
  let [sessionId, maskId] = ['', ''];
  let segmented: ToolResult;
  before(async () => {
    // Built here and not within a call: clients wait a minute for an answer, and a busy machine may take that long.
    await maskEditorPage(root);
    [house, browser] = await Promise.all([openAgentHouse(), launchBrowser()]);
    client = await house.connect('2026-07-28');
    const base64 = Buffer.from(await pictureToPng(createPicture(8, 6, [120, 120, 120]))).toString('base64');
    sessionId = (await client.data('open_image', { base64, name: 'grey.png' })).sessionId;
    segmented = await client.call('segment', { sessionId, text: 'find ball' });
    ({ maskId } = segmented.structuredContent!.masks[0]);
  });
  after(async () => {
    await browser?.close();
    await client?.close();
    await house?.close();
  });

  const open = (settings: Parameters<typeof showApp>[3] = {}): Promise<AppHost> => showApp(browser, client, { tool: 'segment', given: { sessionId, text: 'find ball' }, result: segmented }, settings);
  const called = ({ asked }: AppHost, name: string): any[] => asked.filter(({ method, params }) => method === 'tools/call' && params.name === name).map(({ params }) => params.arguments);
  const status = ({ frame }: AppHost) => frame.locator('#status').innerText();
  /** Acts, and waits until a call of the tool was answered. Gives its arguments. */
  const acted = async (app: AppHost, tool: string, act: () => Promise<void>): Promise<any> => {
    const before = called(app, tool).length;
    await act();
    while (called(app, tool).length === before) await new Promise((resolve) => setTimeout(resolve, 20));
    await app.frame.locator('body[aria-busy=false]').waitFor();
    return called(app, tool).at(-1);
  };

  describe('that lets everything through', () => {
    let app: AppHost;
    before(async () => { app = await open(); });
    after(() => app.close());

    test('draws the picture and the mask of the result', async () => {
      const [marked, outside] = [await colourIn(app.frame, columns.marked), await colourIn(app.frame, columns.outside)];
      assert.deepEqual(outside.map((value) => Math.abs(value - 120) < 6), [true, true, true]);
      assert.ok(marked[2] - marked[0] > 30, `bluish where it is marked: ${marked}`);
      assert.equal((await app.frame.locator('#masks label').first().innerText()).replace(/\s+/g, ' '), 'ball 90 %');
    });

    test('a click corrects the chosen mask by the server\'s tool, the answer is drawn, the model is told, and undo takes it back', async () => {
      const before = await colourIn(app.frame, columns.added);
      const given = await acted(app, 'refine_mask', () => clickOn(app.frame, columns.added, 2));
      assert.deepEqual(given, { sessionId, maskId, points: [{ x: columns.added, y: 2, positive: true }] });
      assert.equal(await status(app), 'ball now covers 30 pixels.');
      const now = await colourIn(app.frame, columns.added);
      assert.ok(now[2] - now[0] > before[2] - before[0] + 30, `marked now: ${before} -> ${now}`);
      const areas = async () => (await house.conversations.getSession(sessionId)).masks[0].versions.map(({ shape }) => shape.area);
      assert.deepEqual(await areas(), [24, 30]);
      assert.match(app.told.at(-1)!, new RegExp(`corrected the mask "ball".*${maskId}.*30 pixels`));
      await acted(app, 'undo', () => app.frame.getByRole('button', { name: 'Undo' }).click());
      assert.deepEqual([await areas(), await colourIn(app.frame, columns.added)], [[24], before]);
    });

    test('minus, the right button and the keys say what does not belong', async () => {
      const correct = async (act: () => Promise<void>) => (await acted(app, 'refine_mask', act)).points[0];
      assert.equal((await correct(() => clickOn(app.frame, columns.marked, 1, { button: 'right' }))).positive, false);
      await app.frame.getByRole('button', { name: 'Leave out' }).click();
      assert.equal((await correct(() => clickOn(app.frame, columns.marked, 1))).positive, false);
      await app.frame.locator('canvas').focus();
      await app.page.keyboard.press('ArrowLeft');
      assert.deepEqual(await correct(() => app.page.keyboard.press('Enter')), { x: 3, y: 3, positive: false });
      await app.page.keyboard.press('+');
      assert.equal(await app.frame.getByRole('button', { name: 'Add' }).getAttribute('aria-pressed'), 'true');
    });

    test('without a chosen mask a click makes one', async () => {
      await app.frame.getByText('new mask').click();
      assert.ok(await app.frame.getByRole('button', { name: 'Leave out' }).isDisabled());
      const given = await acted(app, 'segment', () => clickOn(app.frame, columns.outside, 5));
      assert.deepEqual(given, { sessionId, points: [{ x: columns.outside, y: 5, positive: true }] });
      assert.equal(await app.frame.locator('#masks label').count(), 3);
    });

    test('what the server refuses is said', async () => {
      await app.frame.getByText('ball').click();
      await house.conversations.operate(sessionId, { kind: 'mask-delete', mask: maskId });
      await acted(app, 'refine_mask', () => clickOn(app.frame, columns.added, 2));
      assert.equal(await app.frame.locator('#status').getAttribute('data-kind'), 'wrong');
      assert.match(await status(app), /undo brings back/);
      await house.conversations.operate(sessionId, { kind: 'undo' });
      assert.deepEqual(app.complaints, []);
    });
  });

  test('a host that lets nothing through still shows the picture of the result', async () => {
    const app = await open({ can: {} });
    assert.match(await status(app), /lets nobody correct it/);
    assert.ok((await app.frame.locator('canvas').boundingBox())!.height > 100);
    assert.ok(await app.frame.getByRole('button', { name: 'Add' }).isDisabled());
    assert.deepEqual(called(app, 'get_session'), []);
    await app.close();
  });

  test('on a phone it fits and has no barriers, in light and in dark colours', async () => {
    const app = await open({ browser: { viewport: { width: 390, height: 700 }, hasTouch: true } });
    for (const [theme, ground] of [['light', 'rgb(255, 255, 255)'], ['dark', 'rgb(27, 29, 34)']] as const) {
      app.bridge.setHostContext({ theme });
      await app.frame.waitForFunction((scheme) => document.documentElement.style.colorScheme === scheme, theme);
      assert.equal(await app.frame.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      assert.equal(await app.frame.evaluate(() => document.documentElement.scrollWidth), 390);
      assert.deepEqual((await accessibility(app.frame)).barriers, []);
    }
    assert.deepEqual(app.complaints, []);
    await app.close();
  });
});

/** Red, green, blue in the middle of a pixel of the picture, a quarter of the way down. */
function colourIn(frame: Frame, column: number): Promise<number[]> {
  return frame.evaluate((at) => {
    const canvas = document.querySelector('canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(Math.floor(((at + 0.5) / 8) * canvas.width), Math.floor(canvas.height * 0.25), 1, 1);
    return [...data].slice(0, 3);
  }, column);
}

async function clickOn(frame: Frame, x: number, y: number, options: { button?: 'right' } = {}): Promise<void> {
  const { width, height } = (await frame.locator('canvas').boundingBox())!;
  await frame.locator('canvas').click({ position: { x: ((x + 0.5) / 8) * width, y: ((y + 0.5) / 6) * height }, ...options });
}
