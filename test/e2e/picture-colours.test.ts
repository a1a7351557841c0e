// A picture has the colours here that the browser shows, whichever way its file says them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { readPicture } from '../../server/images/intake.ts';
import { type ColourFile, colourFiles, patchSide } from '../server/images/colour-files.ts';
import { launchBrowser, noBrowser, openPage } from './browser.ts';

const files = await colourFiles();

/** Where nothing is said: rounding of two decoders. */
const usual = 3;

describe('colours as Chromium shows them', { skip: noBrowser }, () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    ({ page } = await openPage(browser));
  });
  after(() => browser.close());

  for (const file of files) {
    test(`${file.name} within ${file.within ?? usual}`, async () => {
      const [shown, read] = [await shownBy(page, file), await readPicture(file.bytes)];
      assert.deepEqual([read.width, read.height], [shown.width, shown.height]);
      for (let y = patchSide / 2; y < shown.height; y += patchSide) {
        for (let x = patchSide / 2; x < shown.width; x += patchSide) {
          const pixel = y * shown.width + x;
          const [wanted, seen] = [shown.data.slice(pixel * 4, pixel * 4 + 4), [...read.data.subarray(pixel * 3, pixel * 3 + 3), read.alpha?.[pixel] ?? 255]];
          const off = wanted.map((value, channel) => Math.abs(value - seen[channel]));
          assert.ok(Math.max(...off) <= (file.within ?? usual), `at ${x}, ${y} Chromium shows ${wanted}, here it is ${seen}`);
        }
      }
    });
  }
});

/** [height, width, 4] of what the browser paints. */
async function shownBy(page: Page, { type, bytes }: ColourFile): Promise<{ width: number; height: number; data: number[] }> {
  return page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d', { colorSpace: 'srgb' })!;
    context.drawImage(image, 0, 0);
    return { width: canvas.width, height: canvas.height, data: Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data) };
  }, `data:${type};base64,${Buffer.from(bytes).toString('base64')}`);
}
