// npm run bench -- app [--json FILE]: what a person at the page waits for, through `npm start` and a real browser, on the
// shipped samples. Times are for reading; no test asserts on them.

import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { beginSession, sayAndWait } from '../e2e/api.ts';
import { launchBrowser, noBrowser, openPage } from '../e2e/browser.ts';
import { ChatPage } from '../e2e/chat-page.ts';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { sample, things } from './sample-things.ts';
import { summary, type Summary } from './summary.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
if (noBrowser) throw new Error(noBrowser);

/** By name; `bar` says which figure of the row is held against what. */
const rows: Record<string, Summary & { bar: string }> = {};

const folder = temporaryFolder();
let product = await startProduct(folder.path);
row('first start, empty data folder', [product.seconds * 1000], '');
await product.stop();
product = await startProduct(folder.path);
row('second start', [product.seconds * 1000], '≤ 5000');

try {
  await turns();
  await page();
} finally {
  await product.stop();
  folder.remove();
}

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
const date = new Date().toISOString().slice(0, 10);
console.log(`${machine}, ${date}`);
console.log(`${''.padEnd(46)}${['median', 'p95', 'slowest'].map((name) => name.padStart(9)).join('')}       n  bar`);
for (const [name, { median, p95, slowest, count, bar }] of Object.entries(rows)) {
  console.log(`${name.padEnd(46)}${[median, p95, slowest].map((value) => value.toFixed(1).padStart(9)).join('')} ms ${String(count).padStart(4)}  ${bar}`);
}
const ratio = rows['turn 30'].median / rows['turn 3'].median;
console.log(`turn 30 ÷ turn 3: ${ratio.toFixed(2)} (bar 1.2)`);
if (options.json) writeFileSync(options.json, JSON.stringify({ machine, date, rows, ratio }, null, 2));

/** Queue and cost of a turn, over the API: two sessions of 31 turns, times as the database has them. */
async function turns(): Promise<void> {
  const [waits, third, thirtieth]: number[][] = [[], [], []];
  for (let i = 0; i < 2; i += 1) {
    const { id } = await beginSession(product.address);
    for (let number = 1; number <= 31; number += 1) {
      const turn = await sayAndWait(product.address, id, { text: number % 2 === 0 ? 'the yellow cone' : 'what colour is the cube', seed: 1 });
      waits.push(Date.parse(turn.startedAt!) - Date.parse(turn.createdAt));
      const took = Date.parse(turn.finishedAt!) - Date.parse(turn.startedAt!);
      // Neighbours of the same kinds, so that one slow moment of the machine decides nothing.
      if (number >= 2 && number <= 5) third.push(took);
      if (number >= 28) thirtieth.push(took);
    }
  }
  row('enqueue to start of the worker', waits, 'p95 ≤ 25');
  row('turn 3', third, '');
  row('turn 30', thirtieth, '≤ 1.2 × turn 3');
}

/** What the page shows, measured inside the page. */
async function page(): Promise<void> {
  const browser = await launchBrowser();
  const { page: tab } = await openPage(browser);
  const chat = new ChatPage(tab, () => product.address);
  await chat.open();
  await chat.sample(sample);
  await tab.evaluate(() => {
    const found: number[] = [];
    (globalThis as unknown as { longTasks: number[] }).longTasks = found;
    new PerformanceObserver((list) => void found.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });

  const clicks: number[] = [];
  const shown = tab.locator('[data-preview=shown]');
  for (let i = 0; i < 24; i += 1) {
    const time = tab.evaluate(
      () =>
        new Promise<number>((resolve) => {
          addEventListener('pointerup', () => {
            const from = performance.now();
            // The frame after the one in which the mask is there has been painted with it.
            const look = () => (document.querySelector('[data-preview=shown]') === null ? requestAnimationFrame(look) : requestAnimationFrame(() => resolve(performance.now() - from)));
            look();
          }, { once: true, capture: true });
        }),
    );
    const [x, y] = things[i % things.length];
    await chat.clickPicture(x, y);
    clicks.push(await time);
    await tab.getByRole('button', { name: /^Remove/ }).first().click();
    await shown.waitFor({ state: 'detached' });
  }
  row('click to mask in the page', clicks, 'median ≤ 200');

  const firsts: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    await chat.message.fill(['what colour is the cube', 'how many objects are there?', 'the yellow cone'][i % 3]);
    const first = tab.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const count = () => Array.from(document.querySelectorAll<HTMLElement>('[data-role=assistant]')).filter((item) => item.querySelector('[class*=leading-relaxed]')?.textContent).length;
          const [from, before] = [performance.now(), count()];
          const look = () => (count() > before ? resolve(performance.now() - from) : requestAnimationFrame(look));
          look();
        }),
    );
    await tab.getByRole('button', { name: 'Send', exact: true }).click();
    firsts.push(await first);
    await chat.settled();
  }
  row('first character after Send, encoded picture', firsts, '≤ 1000');

  const tasks = await tab.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  row('tasks of the main thread over 50 ms', tasks.length > 0 ? tasks : [0], 'none');
  await browser.close();
}

function row(name: string, times: number[], bar: string): void {
  rows[name] = { ...summary(times), bar };
}
