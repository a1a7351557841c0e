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
/** Of a movement, and the longest that one may take on a machine that is busy, seconds. */
const [steps, longest] = [150, 20];

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

/** In a browser that has nothing of it yet; what is fetched ahead for other pages counts as well. */
async function firstScript(address: string): Promise<number> {
  const { page } = await openPage(browser);
  // Not until the network is idle: a session keeps a stream open as long as it is looked at.
  const open=new Set<string>(); page.on('request',(r)=>open.add(r.url())); page.on('requestfinished',(r)=>open.delete(r.url())); page.on('requestfailed',(r)=>open.delete(r.url()));
  await page.goto(address, { timeout: 180_000 });
  await page.waitForTimeout(20000); console.log(address, [...open]);
  const kilobytes = await page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter(({ name }) => /\.js($|\?)/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024);
  await page.context().close();
  return kilobytes;
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.down();
  await inSteps((step) => page.mouse.move(600 + 200 * Math.sin(step / 12), 400 + 150 * Math.cos(step / 9)));
  await page.mouse.up();
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await inSteps((step) => page.mouse.wheel(0, 60 * Math.sin(step / 10)));
}

async function inSteps(take: (step: number) => Promise<void>): Promise<void> {
  const until = performance.now() + longest * 1000;
  for (let step = 0; step < steps && performance.now() < until; step += 1) await take(step);
}
