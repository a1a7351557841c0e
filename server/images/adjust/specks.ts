import type { Mask } from '../mask.ts';

/** Parts of the mask and holes in it under this share of its area go, and at least those under so many pixels. */
const least = { share: 0.01, pixels: 12 };

/** The mask without specks and pinholes; at least its largest part stays. */
export function withoutSpecks(mask: Mask): Mask {
  const data = mask.data.slice();
  let area = 0;
  for (let at = 0; at < data.length; at += 1) area += data[at];
  const limit = Math.min(area - 1, Math.max(least.pixels, Math.round(least.share * area)));
  turnSmall({ ...mask, data }, 1, limit);
  // Holes that were meant (between arm and body) are larger than specks that were not.
  turnSmall({ ...mask, data }, 0, Math.max(least.pixels, Math.round(limit / 4)));
  return { width: mask.width, height: mask.height, data };
}

/** Turns parts of `value` with fewer than `limit` pixels into the other value, but never the largest of all; parts touch at their edges. */
function turnSmall({ width, height, data }: Mask, value: 0 | 1, limit: number): void {
  const seen = new Uint8Array(data.length);
  const queue = new Int32Array(data.length);
  const small: Int32Array[] = [];
  let largest = 0;
  for (let start = 0; start < data.length; start += 1) {
    if (data[start] !== value || seen[start] === 1) continue;
    let end = 1;
    queue[0] = start;
    seen[start] = 1;
    const visit = (next: number): void => {
      if (data[next] !== value || seen[next] === 1) return;
      seen[next] = 1;
      queue[end] = next;
      end += 1;
    };
    for (let at = 0; at < end; at += 1) {
      const pixel = queue[at];
      const x = pixel % width;
      if (x > 0) visit(pixel - 1);
      if (x + 1 < width) visit(pixel + 1);
      if (pixel >= width) visit(pixel - width);
      if (pixel + width < width * height) visit(pixel + width);
    }
    largest = Math.max(largest, end);
    if (end < limit) small.push(queue.slice(0, end));
  }
  for (const part of small) {
    if (part.length === largest) continue;
    for (const pixel of part) data[pixel] = (value ^ 1);
  }
}
