// npm run bench -- page [--json FILE]: the page with a picture of 4,000 x 3,000 pixels and 30 masks: frames while it is moved and
// zoomed, from an interaction to the next paint, and how much script the first visit loads. No test asserts on times.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { Page } from 'playwright';
import type { SessionDocument, UploadDocument } from '../../server/conversation/documents.ts';
import { createMask } from '../../server/images/mask.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { request } from '../e2e/api.ts';
import { launchBrowser, noBrowser, openPage } from '../e2e/browser.ts';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { summary } from './summary.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
if (noBrowser) throw new Error(noBrowser);
const [width, height, count] = [4000, 3000, 30];
const folder = temporaryFolder();
const product = await startProduct(folder.path);
const results: Record<string, number> = {};

try {
  const browser = await launchBrowser();
  const { page } = await openPage(browser);
  await page.goto(product.address);
  await page.waitForLoadState('networkidle');
  results['script of the first visit, KB compressed (bar 330)'] = await scriptKilobytes(page);
  const { id } = await bigSession();
  await page.goto(`${product.address}/sessions/${id}`);
  await page.locator('[data-picture=shown]').waitFor();
  await page.waitForTimeout(4000);
  await watchInteractions(page);
  results['frames a second while panning (bar 50)'] = await framesWhile(page, pan);
  results['frames a second while zooming (bar 50)'] = await framesWhile(page, zoom);
  for (const key of ['b', 'p', 'o', 'o', '0', '1', '0', 'm', 't', 'v', 'p']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
  const interactions = await page.evaluate(() => (globalThis as unknown as { interactions: number[] }).interactions);
  results['interaction to next paint, p95 ms (bar 100)'] = summary(interactions.length === 0 ? [0] : interactions).p95;
  await browser.close();
} finally {
  await product.stop();
  folder.remove();
}

console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`);
for (const [name, value] of Object.entries(results)) console.log(`${name.padEnd(56)}${value.toFixed(1).padStart(8)}`);
if (options.json) writeFileSync(options.json, JSON.stringify(results, null, 2));

/** Noise, so that nothing about the picture is easy, with ragged ellipses as masks. */
async function bigSession(): Promise<SessionDocument> {
  const noise = await sharp({ create: { width: 500, height: 375, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).resize(width, height).jpeg().toBuffer();
  const image = await request<UploadDocument>(product.address, '/api/images?name=big.jpg', { method: 'POST', body: new Uint8Array(noise) });
  const session = await request<SessionDocument>(product.address, '/api/sessions', { json: { imageId: image.id } });
  for (let index = 0; index < count; index += 1) {
    const mask = createMask(width, height);
    const [middleX, middleY, radius] = [350 + (index % 6) * 660, 350 + Math.floor(index / 6) * 570, 260];
    for (let y = middleY - 320; y < middleY + 320; y += 1) {
      for (let x = middleX - 320; x < middleX + 320; x += 1) {
        const angle = Math.atan2(y - middleY, x - middleX);
        if (x >= 0 && y >= 0 && x < width && y < height && Math.hypot(x - middleX, y - middleY) < radius + 30 * Math.sin(angle * 23) + 12 * Math.sin(angle * 61)) mask.data[y * width + x] = 1;
      }
    }
    await request(product.address, `/api/sessions/${session.id}/operations`, { json: { kind: 'mask-draw', name: `thing ${index + 1}`, ...encodeRle(mask), tool: 'import' } });
  }
  return session;
}

async function scriptKilobytes(page: Page): Promise<number> {
  return page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter(({ name }) => /\.js($|\?)/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024);
}

async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found: number[] = [];
    (globalThis as unknown as { interactions: number[] }).interactions = found;
    const look = (list: PerformanceObserverEntryList) => found.push(...(list.getEntries() as (PerformanceEntry & { interactionId: number })[]).filter(({ interactionId }) => interactionId > 0).map(({ duration }) => duration));
    new PerformanceObserver((list) => void look(list)).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** Frames that were drawn, by the second. */
async function framesWhile(page: Page, work: (page: Page) => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0, from: performance.now(), on: true };
    (globalThis as unknown as { counter: typeof counter }).counter = counter;
    const frame = () => {
      counter.frames += 1;
      if (counter.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work(page);
  return page.evaluate(() => {
    const { counter } = globalThis as unknown as { counter: { frames: number; from: number; on: boolean } };
    counter.on = false;
    return (1000 * counter.frames) / (performance.now() - counter.from);
  });
}

async function pan(page: Page): Promise<void> {
  await page.keyboard.press('1');
  await page.keyboard.press('h');
  await page.mouse.move(600, 400);
  await page.mouse.down();
  for (let step = 0; step < 150; step += 1) await page.mouse.move(600 + 200 * Math.sin(step / 12), 400 + 150 * Math.cos(step / 9));
  await page.mouse.up();
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  for (let step = 0; step < 150; step += 1) await page.mouse.wheel(0, 60 * Math.sin(step / 10));
}
