// npm run bench -- page [--tries 3] [--json FILE]: the page with a picture of 4,000 x 3,000 pixels and 30 masks: frames while it is
// moved and zoomed and what each costs, from an interaction to the next paint, and how much script a first visit loads. No test
// asserts on times.

import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { launchBrowser, noBrowser, openPage } from '../e2e/browser.ts';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { bigSession } from './big-session.ts';
import { browserWork } from './browser-work.ts';
import { interactions } from './interactions.ts';
import { summary } from './summary.ts';

const { values: options } = parseArgs({ options: { tries: { type: 'string', default: '3' }, json: { type: 'string' } }, allowPositionals: true });
if (noBrowser) throw new Error(noBrowser);
/** Of a movement, seconds, and how often a mouse tells its place, ms: several times for each frame, so that each has something to show. */
const [lasting, apart] = [4, 8];

const folder = temporaryFolder();
const product = await startProduct(folder.path);
const browser = await launchBrowser();
const loads: number[] = [];
const rows: Record<string, { values: number[]; bar: string }> = {};
const row = (name: string, value: number, bar = '') => void (rows[name] ??= { values: [], bar }).values.push(value);

try {
  const { id } = await bigSession(product.address);
  for (const [name, path] of [['start page', '/'], ['session', `/sessions/${id}`]]) row(`script of a first visit, ${name}, KB compressed`, await firstScript(`${product.address}${path}`), '≤ 330');

  const { page } = await openPage(browser);
  page.setDefaultTimeout(180_000);
  await page.goto(`${product.address}/sessions/${id}`);
  await page.locator('[data-picture=shown][data-masks=shown]').waitFor();
  await page.keyboard.press('h');
  // Once before it counts: the whole picture is fetched when it is first looked at closely.
  await zoom(page);
  await page.waitForTimeout(3000);
  for (let run = 0; run < Number(options.tries); run += 1) {
    loads.push(loadavg()[0]);
    for (const [name, scale, move] of [['panning at fit', '+', pan], ['panning at 1:1', '1', pan], ['zooming', '0', zoom]] as const) {
      await page.keyboard.press('0');
      await page.keyboard.press(scale);
      await page.waitForTimeout(500);
      const { frames, seconds, perFrame, longestTask } = await browserWork(page, () => move(page));
      row(`${name}: frames a second`, frames / seconds, '≥ 50');
      row(`${name}: main thread, ms of processor a frame`, perFrame.main, '≤ 20');
      row(`${name}: masks' worker, ms of processor a frame`, perFrame.workers);
      row(`${name}: all of the browser, ms of processor a frame`, perFrame.all, '≤ 40 (2 cores)');
      row(`${name}: longest task, ms of processor`, longestTask);
    }
  }
  loads.push(loadavg()[0]);
  await page.keyboard.press('0');
  let times: number[] = [];
  const { longestTask } = await browserWork(page, async () => void (times = await interactions(page)));
  const { median, p95 } = summary(times);
  row(`${times.length} interactions: to the next paint, median, ms`, median);
  row(`${times.length} interactions: to the next paint, p95, ms`, p95, '≤ 100');
  row(`${times.length} interactions: longest task, ms of processor`, longestTask);
} finally {
  await browser.close();
  await product.stop();
  folder.remove();
}

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores`;
const date = new Date().toISOString().slice(0, 10);
const load = loads.map((each) => each.toFixed(1)).join(', ');
console.log(`${machine}, ${date}, load ${load}`);
console.log(`${''.padEnd(62)}${['median', 'least', 'most'].map((name) => name.padStart(8)).join('')}  bar`);
for (const [name, { values, bar }] of Object.entries(rows)) {
  const { median, fastest, slowest } = summary(values);
  console.log(`${name.padEnd(62)}${[median, fastest, slowest].map((value) => value.toFixed(1).padStart(8)).join('')}  ${bar}`);
}
if (options.json) writeFileSync(options.json, JSON.stringify({ machine, date, loads, rows }, null, 2));

/** Fetched by a browser that has nothing of it yet, until two seconds brought no more; what is fetched ahead for other pages counts as well. */
async function firstScript(address: string): Promise<number> {
  const { page } = await openPage(browser);
  await page.goto(address, { timeout: 180_000 });
  const scripts = () => page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter(({ name }) => /\.js($|\?)/.test(name)).map(({ encodedBodySize }) => encodedBodySize));
  // Not until the network is idle: a session keeps the stream of its changes open as long as it is looked at.
  let [sizes, before] = [await scripts(), -1];
  while (sizes.length !== before) {
    before = sizes.length;
    await page.waitForTimeout(2000);
    sizes = await scripts();
  }
  await page.context().close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.down();
  await moving((seconds) => page.mouse.move(600 + 200 * Math.sin(seconds * 3), 400 + 150 * Math.cos(seconds * 4)));
  await page.mouse.up();
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await moving((seconds) => page.mouse.wheel(0, 20 * Math.sin(seconds * 3)));
}

/** As a hand does it: it does not wait for the page. */
async function moving(take: (seconds: number) => Promise<void>): Promise<void> {
  const taken: Promise<void>[] = [];
  const from = performance.now();
  for (let seconds = 0; seconds < lasting; seconds = (performance.now() - from) / 1000) {
    taken.push(take(seconds));
    await new Promise((resolve) => setTimeout(resolve, apart));
  }
  await Promise.all(taken);
}
