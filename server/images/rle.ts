// COCO run-length encoding: the form in which masks are stored and sent.
// Source: cocodataset/cocoapi, common/maskApi.c (rleToString, rleFrString). Runs go down the columns, starting with
// a run outside; from the fourth number on each is written as the difference to the one two before, in groups of
// five bits, lowest first, bit 6 set while groups follow, each group plus 48 as a character.

import { MaskError } from '../errors.ts';
import type { Mask } from './mask.ts';

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
export function decodeRle(rle: Rle, maximumPixels = 40_000_000): Mask {
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

function runsOf({ width, data }: Mask): number[] {
  const runs: number[] = [];
  let value = 0;
  let length = 0;
  for (let x = 0; x < width; x += 1) {
    for (let index = x; index < data.length; index += width) {
      if (data[index] !== value) {
        runs.push(length);
        value ^= 1;
        length = 0;
      }
      length += 1;
    }
  }
  runs.push(length);
  return runs;
}

function fillRuns(runs: readonly number[], width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  let position = 0;
  for (const [index, run] of runs.entries()) {
    if (!Number.isInteger(run) || run < 0) throw invalid(`run ${index} is ${run}`);
    if (position + run > data.length) throw invalid(`its runs go past ${width} x ${height} pixels`);
    if (index % 2 === 1) {
      let row = position % height;
      let column = (position - row) / height;
      for (let count = 0; count < run; count += 1) {
        data[row * width + column] = 1;
        row += 1;
        if (row === height) {
          row = 0;
          column += 1;
        }
      }
    }
    position += run;
  }
  if (position !== data.length) throw invalid(`its runs cover ${position} of ${data.length} pixels`);
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
