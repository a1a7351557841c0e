// A ruler along the upper and the left edge of a preview, so that whoever sees it can name places in pixels of the picture.
// Its digits are drawn here: fonts are not on every machine.

import { type Canvas, type Colour, fill } from './canvas.ts';

/** Pixels of the ruler's two bands. */
export const band = 14;

const [paper, ink]: Colour[] = [[32, 32, 32], [235, 235, 235]];

/** Three columns and five rows a digit; a row is three bits. */
const rows: readonly (readonly number[])[] = [
  [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 1, 1, 1], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
];

/** Writes a whole number with its upper left corner at (x, y); gives its width. `size` scales the 3 x 5 digits. */
export function writeNumber(canvas: Canvas, value: number, x: number, y: number, colour: Colour, size = 1): number {
  let at = x;
  for (const digit of String(value)) {
    for (const [row, bits] of rows[Number(digit)].entries()) {
      for (let column = 0; column < 3; column += 1) {
        if (bits & (4 >> column)) fill(canvas, at + column * size, y + row * size, size, size, colour);
      }
    }
    at += 4 * size;
  }
  return at - x - size;
}

/** `scale`: preview pixels for one pixel of the picture, whose upper left corner is at (band, band). */
export function drawRuler(canvas: Canvas, scale: number): void {
  fill(canvas, 0, 0, canvas.width, band, paper);
  fill(canvas, 0, 0, band, canvas.height, paper);
  const step = stepFor(scale);
  for (let place = 0; band + place * scale < Math.max(canvas.width, canvas.height); place += step) {
    const at = Math.round(band + place * scale);
    if (at < canvas.width) {
      fill(canvas, at, band - 4, 1, 4, ink);
      if (place > 0 && at + 16 < canvas.width) writeNumber(canvas, place, at + 2, 2, ink);
    }
    if (at < canvas.height) {
      fill(canvas, band - 4, at, 4, 1, ink);
      if (place > 0 && at + 7 < canvas.height) writeNumber(canvas, place, 0, at + 2, ink);
    }
  }
}

/** A round number of picture pixels that takes at least 48 of the preview. */
function stepFor(scale: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const factor of [1, 2, 5]) if (unit * factor * scale >= 48) return unit * factor;
  }
}
