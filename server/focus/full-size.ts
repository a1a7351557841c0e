// From the mask grid of a view to a mask of the whole picture.

import { cropMask, cropPicture } from '../images/crop.ts';
import { guidedUpsample } from '../images/guided-filter.ts';
import { createMask, type Mask } from '../images/mask.ts';
import { type Box, onWhite, type Picture } from '../images/picture.ts';
import { apart } from '../images/threads/apart.ts';
import { resizePlane } from '../images/resize.ts';
import { boxAbove, type Frame, widened } from './frame.ts';
import { sigmoid } from './planes.ts';

/** Where likelihoods are above it, the guided filter looks, and at so many pixels of the view around. */
const [anything, margin] = [0.4, 6];

/** Window of the guided filter in pixels of the view: two cells of the mask grid. Measured on held-out scenes: 2.5 cIoU. */
const reach = 4;

/** Logits: a peak under `certain` is raised to it, one under `nothing` is not. */
const faint = { certain: 1, nothing: -2.5 };

/** Logits [grid, grid] of a view as likelihoods of its pixels [side, side], 0 to 1. */
export function likelihoods(logits: Float32Array, grid: number, side: number): Float32Array {
  return resizePlane(logits.map(sigmoid), { width: grid, height: grid }, { width: side, height: side }, 'bilinear');
}

/**
 * Faint likelihoods raised so that the likeliest place counts: whoever asks for masks has heard from the model that there is something. As
 * they are where the model sees something clearly, or nothing at all.
 */
export function lifted(likely: Float32Array): Float32Array {
  const peak = logitOf(likely.reduce((most, value) => Math.max(most, value), 0));
  if (peak >= faint.certain || peak <= faint.nothing) return likely;
  return likely.map((value) => sigmoid(logitOf(value) + faint.certain - peak));
}

/** The mask as `fullSizeMask` makes it, of a large part in a thread of its own. */
export function fullSizeMaskApart(likely: Float32Array, picture: Picture, frame: Frame, signal?: AbortSignal): Promise<Mask> {
  const pixels = frame.box.width * frame.box.height;
  return apart(fullSizeMask, { file: 'server/focus/full-size.ts', name: 'fullSizeMask', pixels, signal, endable: true }, likely, picture, frame);
}

/** The mask of the picture that likelihoods [side, side] of a view stand for; the edges of the picture guide the enlarging. */
export function fullSizeMask(likely: Float32Array, picture: Picture, frame: Frame): Mask {
  const { box, side, inner } = frame;
  const mask = createMask(picture.width, picture.height);
  const found = boxAbove(likely, frame, anything);
  if (found === null) return mask;
  const part = widened(found, margin, inner);
  const [left, right] = [part.left, part.left + part.width].map((x) => box.left + Math.round(((x - inner.left) * box.width) / inner.width));
  const [top, bottom] = [part.top, part.top + part.height].map((y) => box.top + Math.round(((y - inner.top) * box.height) / inner.height));
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  const map = { width: part.width, height: part.height, data: cut(likely, side, part) };
  const values = guidedUpsample(map, seenPart(picture, { left, top, ...size }), { radius: reach, workingSide: 256 });
  for (let y = 0; y < size.height && top + y < picture.height; y += 1) {
    const to = (top + y) * picture.width + left;
    for (let x = 0; x < size.width && left + x < picture.width; x += 1) {
      if (values[y * size.width + x] > 0.5) mask.data[to + x] = 1;
    }
  }
  return mask;
}

/** A part as the model sees it. */
function seenPart(picture: Picture, box: Box): Picture {
  const part = cropPicture(picture, box);
  return picture.alpha === undefined ? part : onWhite({ ...part, alpha: cropMask({ ...picture, data: picture.alpha }, box).data });
}

function logitOf(value: number): number {
  return Math.log(value / (1 - value));
}

function cut(plane: Float32Array, stride: number, { left, top, width, height }: Frame['inner']): Float32Array {
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * stride + left;
    out.set(plane.subarray(from, from + width), y * width);
  }
  return out;
}
