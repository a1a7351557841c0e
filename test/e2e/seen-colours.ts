// The colours that a person sees on the picture. All samples have the same size.

import assert from 'node:assert/strict';
import type { Page } from 'playwright';
import sharp from 'sharp';

/** Of the samples, in pixels. */
export const side = 128;

export type Colour = readonly [red: number, green: number, blue: number];
export interface Pixel {
  x: number;
  y: number;
}

export const isYellow = ([red, green, blue]: Colour) => red > blue + 60 && green > blue + 60;
export const isGreen = ([red, green, blue]: Colour) => green > red + 25 && green > blue + 25;
export const isRed = ([red, green, blue]: Colour) => red > green + 40 && red > blue + 40;
/** To be seen as the same: a picture that is smoothed at another scale is a little off. */
export const isNear = (one: Colour, other: Colour, apart = 14) => one.every((value, index) => Math.abs(value - other[index]) <= apart);
/** What is seen where `part` (0 to 1) of `over` lies over `below`. */
export const covered = (below: Colour, over: Colour, part: number) => below.map((value, index) => value * (1 - part) + over[index] * part) as unknown as Colour;

/** Red, green, blue of each pixel. */
export const pixelsOf = async (file: string | Buffer): Promise<Buffer> => sharp(file).removeAlpha().raw().toBuffer();
export const at = (pixels: Buffer, { x, y }: Pixel): Colour => [...pixels.subarray((y * side + x) * 3, (y * side + x) * 3 + 3)] as unknown as Colour;

/** The colour on the screen at a pixel of the picture; of two side by side the later one, unless the `earlier` is asked for. */
export async function seenAt(page: Page, { x, y }: Pixel, which: 'earlier' | 'later' = 'later'): Promise<Colour> {
  const picture = page.getByRole('img', { name: /^Picture/ });
  const box = (await picture.boundingBox())!;
  const aside = which === 'later' ? 0 : (await page.getByRole('application').boundingBox())!.width / 2;
  const shot = await page.screenshot({ clip: { x: box.x - aside + ((x + 0.5) / side) * box.width, y: box.y + ((y + 0.5) / side) * box.height, width: 1, height: 1 } });
  return [...(await pixelsOf(shot)).subarray(0, 3)] as unknown as Colour;
}

/** Waits until the colour there is as it should be. */
export async function seen(page: Page, place: Pixel, holds: (colour: Colour) => boolean, what: string, which?: 'earlier' | 'later'): Promise<void> {
  let colour = await seenAt(page, place, which);
  for (let tries = 0; tries < 100 && !holds(colour); tries += 1) {
    await page.waitForTimeout(100);
    colour = await seenAt(page, place, which);
  }
  assert.ok(holds(colour), `${what}, not ${colour}`);
}
