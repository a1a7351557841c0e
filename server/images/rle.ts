// COCO run-length encoding: the form in which masks are stored and sent.
// Source: cocodataset/cocoapi, common/maskApi.c (rleToString, rleFrString). Runs go down the columns, starting with
// a run outside; from the fourth number on each is written as the difference to the one two before, in groups of
// five bits, lowest first, bit 6 set while groups follow, each group plus 48 as a character.

import { MaskError } from '../errors.ts';
import { defaultLimits } from './limits.ts';
import { boundingBox, type Mask } from './mask.ts';

export interface Rle {
  /** [height, width] in pixels. */
  size: [number, number];
  /** Compressed runs, or the run lengths themselves. */
  counts: string | number[];
}

/** The mask as compressed run lengths. */
export function encodeRle(mask: Mask): { size: [number, number]; counts: string } {
  return { size: [mask.height, mask.width], counts: compressRuns(runsOf(mask)) };
}

/**
 * The mask of a run-length encoding, read strictly.
 * @throws MaskError `mask-rle-invalid` for a size that is not two whole numbers of at least 1, more pixels than
 *   `maximumPixels`, characters or runs that cannot be, or runs that do not sum to the size.
 */
export function decodeRle(rle: Rle, maximumPixels = defaultLimits.keptPixels): Mask {
  const { size, counts } = rle;
  if (!Array.isArray(size) || size.length !== 2 || !size.every((side) => Number.isInteger(side) && side >= 1)) {
    throw invalid('its size must be [height, width], whole numbers of at least 1');
  }
  const [height, width] = size;
  if (width * height > maximumPixels) throw invalid(`${width} x ${height} are more than ${maximumPixels} pixels`);
  const runs = typeof counts === 'string' ? decompressRuns(counts, width * height) : counts;
  if (!Array.isArray(runs)) throw invalid('its counts must be a string or a list of run lengths');
  return fillRuns(runs, width, height);
}

/** What is in `one` and not in `other`, of masks of one size; no pixel is unpacked, so that it takes as long as the outlines are. */
export function subtractRle({ size, counts: one }: Rle, { counts: other }: Rle): { size: [number, number]; counts: string; area: number } {
  const pixels = size[0] * size[1];
  const [from, away] = [one, other].map((counts) => (typeof counts === 'string' ? decompressRuns(counts, pixels) : counts));
  const runs = [0];
  let area = 0;
  let [left, gone] = [from[0], away[0]];
  for (let [index, next] = [0, 0]; index < from.length && next < away.length; ) {
    const length = Math.min(left, gone);
    const isInside = index % 2 === 1 && next % 2 === 0;
    if (length > 0 && isInside !== (runs.length % 2 === 0)) runs.push(0);
    runs[runs.length - 1] += length;
    if (isInside) area += length;
    left -= length;
    gone -= length;
    if (left === 0) left = from[(index += 1)];
    if (gone === 0) gone = away[(next += 1)];
  }
  return { size, counts: compressRuns(runs), area };
}

/** Whether the pixel at a point lies inside, without unpacking the mask. */
export function rleHolds({ size: [height, width], counts }: Rle, { x, y }: { x: number; y: number }): boolean {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return false;
  const place = column * height + row;
  let end = 0;
  for (const [index, run] of (typeof counts === 'string' ? decompressRuns(counts, width * height) : counts).entries()) {
    end += run;
    if (place < end) return index % 2 === 1;
  }
  return false;
}

/** How many pixels two masks of one size have in common, and how many the first has; no pixel is unpacked. */
export function overlapRle(one: Rle, other: Rle): { both: number; area: number } {
  const pixels = one.size[0] * one.size[1];
  const [from, against] = [one.counts, other.counts].map((counts) => (typeof counts === 'string' ? decompressRuns(counts, pixels) : counts));
  let [both, area] = [0, 0];
  let [left, beside] = [from[0], against[0]];
  for (let [index, next] = [0, 0]; index < from.length && next < against.length; ) {
    const length = Math.min(left, beside);
    if (index % 2 === 1) {
      area += length;
      if (next % 2 === 1) both += length;
    }
    left -= length;
    beside -= length;
    if (left === 0) left = from[(index += 1)];
    if (beside === 0) beside = against[(next += 1)];
  }
  return { both, area };
}

/** Columns that are turned into rows at once: run lengths go down the columns, and memory along the rows. */
const strip = 64;

function runsOf(mask: Mask): number[] {
  const { width, height, data } = mask;
  const box = boundingBox(mask);
  if (box === null) return [width * height];
  const runs: number[] = [];
  let value = 0;
  // Everything before the box's first column.
  let length = box.left * height;
  const [above, below] = [box.top, height - box.top - box.height];
  const turned = new Uint8Array(strip * box.height);
  for (let left = box.left; left < box.left + box.width; left += strip) {
    const columns = Math.min(strip, box.left + box.width - left);
    for (let y = 0, from = box.top * width + left; y < box.height; y += 1, from += width) {
      for (let x = 0, to = y; x < columns; x += 1, to += box.height) turned[to] = data[from + x];
    }
    for (let column = 0; column < columns; column += 1) {
      const pixels = turned.subarray(column * box.height, (column + 1) * box.height);
      if (above > 0) push(0, above);
      for (let at = 0; at < pixels.length; ) {
        const next = pixels.indexOf(pixels[at] ^ 1, at);
        const end = next < 0 ? pixels.length : next;
        push(pixels[at], end - at);
        at = end;
      }
      if (below > 0) push(0, below);
    }
  }
  push(0, (width - box.left - box.width) * height);
  runs.push(length);
  return runs;

  function push(next: number, pixels: number): void {
    if (pixels === 0) return;
    if (next !== value) {
      runs.push(length);
      [value, length] = [next, 0];
    }
    length += pixels;
  }
}

function fillRuns(runs: readonly number[], width: number, height: number): Mask {
  const turned = new Uint8Array(width * height);
  let position = 0;
  for (const [index, run] of runs.entries()) {
    if (!Number.isInteger(run) || run < 0) throw invalid(`run ${index} is ${run}`);
    if (position + run > turned.length) throw invalid(`its runs go past ${width} x ${height} pixels`);
    if (index % 2 === 1) turned.fill(1, position, position + run);
    position += run;
  }
  if (position !== turned.length) throw invalid(`its runs cover ${position} of ${turned.length} pixels`);
  const data = new Uint8Array(turned.length);
  for (let left = 0; left < width; left += strip) {
    const columns = Math.min(strip, width - left);
    const rows = turned.subarray(left * height, (left + columns) * height);
    if (rows.indexOf(1) < 0) continue;
    for (let y = 0, to = left; y < height; y += 1, to += width) {
      for (let x = 0, from = y; x < columns; x += 1, from += height) data[to + x] = rows[from];
    }
  }
  return { width, height, data };
}

function compressRuns(runs: readonly number[]): string {
  let text = '';
  for (const [index, run] of runs.entries()) {
    let rest = index > 2 ? run - runs[index - 2] : run;
    for (let more = true; more; ) {
      const group = rest & 31;
      rest >>= 5;
      // The last group's bit 5 is the sign: stop when the rest is nothing but that sign.
      more = group & 16 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode(48 + group + (more ? 32 : 0));
    }
  }
  return text;
}

function decompressRuns(text: string, maximumRun: number): number[] {
  const runs: number[] = [];
  for (let position = 0; position < text.length; ) {
    let run = 0;
    let groups = 0;
    for (let more = true; more; groups += 1) {
      const code = text.charCodeAt(position) - 48;
      if (Number.isNaN(code)) throw invalid('its counts stop in the middle of a number');
      if (code < 0 || code > 63) throw invalid(`character ${position} cannot be`);
      // Six groups hold 30 bits; more would overflow and cannot be a run of any picture.
      if (groups === 6) throw invalid(`the number before character ${position} is too long`);
      run |= (code & 31) << (5 * groups);
      more = (code & 32) !== 0;
      if (!more && code & 16) run |= -1 << (5 * (groups + 1));
      position += 1;
    }
    if (runs.length > 2) run += runs[runs.length - 2];
    if (run < 0 || run > maximumRun) throw invalid(`run ${runs.length} is ${run}`);
    runs.push(run);
  }
  return runs;
}

function invalid(reason: string): MaskError {
  return new MaskError({
    code: 'mask-rle-invalid',
    message: `The mask's run-length encoding is not valid: ${reason}.`,
    hint: 'Send COCO run lengths: {"size": [height, width], "counts": "…"}.',
  });
}
