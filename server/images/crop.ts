// Cutting out and putting back rectangles. A box may reach over the edge: cropping fills what is missing by repeating
// the edge pixels (the network then sees no false border), pasting leaves it out.

import type { Mask } from './mask.ts';
import type { Box, Picture } from './picture.ts';

/** The part of a picture under a box of whole pixels, box.width x box.height. */
export function cropPicture(picture: Picture, box: Box): Picture {
  return { width: box.width, height: box.height, data: crop(picture.data, picture, 3, box, 'edge') };
}

/** The part of a mask under a box; outside the picture nothing is inside. */
export function cropMask(mask: Mask, box: Box): Mask {
  return { width: box.width, height: box.height, data: crop(mask.data, mask, 1, box, 'zero') };
}

/** A copy of `target` with `patch` laid over it, its upper left corner at (left, top). */
export function pastePicture(target: Picture, patch: Picture, left: number, top: number): Picture {
  return { ...target, data: paste(target.data, target, 3, patch, left, top) };
}

/** A copy of `target` whose pixels under `patch` are the patch's. */
export function pasteMask(target: Mask, patch: Mask, left: number, top: number): Mask {
  return { ...target, data: paste(target.data, target, 1, patch, left, top) };
}

/** The picture in the middle of a larger canvas, its edge pixels repeated outwards, and where it lies in it. */
export function padPicture(picture: Picture, width: number, height: number): { picture: Picture; inner: Box } {
  const left = Math.floor((width - picture.width) / 2);
  const top = Math.floor((height - picture.height) / 2);
  return {
    picture: cropPicture(picture, { left: -left, top: -top, width, height }),
    inner: { left, top, width: picture.width, height: picture.height },
  };
}

function crop(
  data: Uint8Array,
  { width, height }: { width: number; height: number },
  channels: number,
  box: Box,
  outside: 'edge' | 'zero',
): Uint8Array {
  const out = new Uint8Array(box.width * box.height * channels);
  for (let y = 0; y < box.height; y += 1) {
    const row = box.top + y;
    if (outside === 'zero' && (row < 0 || row >= height)) continue;
    const from = clamp(row, height) * width;
    if (box.left >= 0 && box.left + box.width <= width) {
      out.set(data.subarray((from + box.left) * channels, (from + box.left + box.width) * channels), y * box.width * channels);
      continue;
    }
    for (let x = 0; x < box.width; x += 1) {
      const column = box.left + x;
      if (outside === 'zero' && (column < 0 || column >= width)) continue;
      const source = (from + clamp(column, width)) * channels;
      const to = (y * box.width + x) * channels;
      for (let channel = 0; channel < channels; channel += 1) out[to + channel] = data[source + channel];
    }
  }
  return out;
}

function paste(
  data: Uint8Array,
  { width, height }: { width: number; height: number },
  channels: number,
  patch: { width: number; height: number; data: Uint8Array },
  left: number,
  top: number,
): Uint8Array {
  const out = data.slice();
  const x0 = Math.max(0, -left);
  const x1 = Math.min(patch.width, width - left);
  if (x1 <= x0) return out;
  for (let y = Math.max(0, -top); y < Math.min(patch.height, height - top); y += 1) {
    const row = patch.data.subarray((y * patch.width + x0) * channels, (y * patch.width + x1) * channels);
    out.set(row, ((top + y) * width + left + x0) * channels);
  }
  return out;
}

function clamp(value: number, size: number): number {
  return value < 0 ? 0 : value >= size ? size - 1 : value;
}
