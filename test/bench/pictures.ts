// npm run bench -- pictures --out FOLDER [--state WORDS]: every state of the page as it looks, light and dark, on a phone, a tablet and
// a desk: one PNG each, and sheets with all of one look beside each other. For eyes: no test asserts on them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, noBrowser, openPage } from '../e2e/browser.ts';
import { ChatPage } from '../e2e/chat-page.ts';
import { allLooks, buildScene, walkStates } from '../e2e/page-states.ts';
import { startProduct, temporaryFolder } from '../e2e/product.ts';
import { contactSheets } from './contact-sheet.ts';

const { values: { out, state: wanted } } = parseArgs({ options: { out: { type: 'string' }, state: { type: 'string', default: '' } }, allowPositionals: true });
if (noBrowser) throw new Error(noBrowser);
if (out === undefined) throw new Error('Where to? Give --out FOLDER.');
mkdirSync(out, { recursive: true });

const folder = temporaryFolder();
const product = await startProduct(folder.path);
const browser = await launchBrowser();
const taken = new Map(allLooks.map((look) => [look, [] as { state: string; png: Buffer }[]]));
try {
  const { page } = await openPage(browser);
  const scene = await buildScene(page, new ChatPage(page, () => product.address), product.address);
  await walkStates(scene, allLooks, async (state, look) => {
    if (!state.includes(wanted)) return;
    // Larger pictures and masks are fetched and drawn for a larger window.
    await page.waitForTimeout(400);
    const png = await page.screenshot();
    const shots = taken.get(look)!;
    shots.push({ state, png });
    writeFileSync(join(out, `${look.scheme}-${look.width}-${String(shots.length).padStart(2, '0')}-${state.replace(/\W+/g, '-')}.png`), png);
  });
} finally {
  await browser.close();
  await product.stop();
  folder.remove();
}

for (const [{ scheme, width }, shots] of taken) {
  for (const [index, sheet] of (await contactSheets(shots, width)).entries()) writeFileSync(join(out, `sheet-${scheme}-${width}-${index + 1}.png`), sheet);
}
console.log(`${[...taken.values()].flat().length} pictures and their sheets are in ${out}.`);
