// Clicks, boxes, scribbles and spoilt masks made from a true mask by fixed code, the same for every model and machine.

import { createMask, iou, type Mask } from '../../server/images/mask.ts';
import { dilate, erode } from '../../server/images/morphology.ts';
import { boundingBox } from '../../server/images/mask.ts';
import type { Box } from '../../server/images/picture.ts';
import type { Point } from '../../server/images/raster.ts';
import { pick, type Random } from './random.ts';

/** The centre of a pixel of the mask by lot. */
export function insidePoint(mask: Mask, random: Random): Point {
  const inside = indicesInside(mask);
  return centreOf(inside[pick(random, inside.length)], mask.width);
}

/** The mask's box with every side moved by up to 8 % of its length, kept within the picture. */
export function jitteredBox(mask: Mask, random: Random): Box {
  const box = boundingBox(mask) ?? { left: 0, top: 0, width: mask.width, height: mask.height };
  const moved = (at: number, length: number, limit: number) =>
    Math.min(limit, Math.max(0, Math.round(at + (random() * 2 - 1) * 0.08 * length)));
  const left = moved(box.left, box.width, mask.width - 1);
  const top = moved(box.top, box.height, mask.height - 1);
  const right = Math.max(left + 1, moved(box.left + box.width, box.width, mask.width));
  const bottom = Math.max(top + 1, moved(box.top + box.height, box.height, mask.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** A stroke through three to five pixels of the mask, ordered along the longer side of what they span. */
export function scribbleInside(mask: Mask, random: Random): Point[] {
  const inside = indicesInside(mask);
  const points = Array.from({ length: 3 + pick(random, 3) }, () =>
    centreOf(inside[pick(random, inside.length)], mask.width),
  );
  const span = (axis: 'x' | 'y') =>
    Math.max(...points.map((point) => point[axis])) - Math.min(...points.map((point) => point[axis]));
  const axis = span('x') >= span('y') ? 'x' : 'y';
  return points.sort((a, b) => a[axis] - b[axis]);
}

/**
 * The mask spoilt by erosion, dilation, a shift or a cut, so that its IoU with the truth lies in 0.50 to 0.75; null where
 * sixty tries do not find one (objects of a few pixels).
 */
export function degradedMask(truth: Mask, random: Random): Mask | null {
  const box = boundingBox(truth);
  if (box === null) return null;
  const extent = Math.max(box.width, box.height);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const spoilt = spoil(truth, extent, random);
    const overlap = iou(spoilt, truth);
    if (overlap >= 0.5 && overlap <= 0.75) return spoilt;
  }
  return null;
}

function spoil(truth: Mask, extent: number, random: Random): Mask {
  const kind = pick(random, 4);
  const strength = 0.05 + 0.35 * random();
  const angle = random() * 2 * Math.PI;
  if (kind === 0) return erode(truth, Math.max(1, strength * extent * 0.35));
  if (kind === 1) return dilate(truth, Math.max(1, strength * extent * 0.5));
  if (kind === 2) {
    return shifted(truth, Math.round(Math.cos(angle) * strength * extent), Math.round(Math.sin(angle) * strength * extent));
  }
  return cut(truth, angle, strength * 1.3);
}

function shifted(mask: Mask, right: number, down: number): Mask {
  const moved = createMask(mask.width, mask.height);
  for (const index of indicesInside(mask)) {
    const x = (index % mask.width) + right;
    const y = Math.floor(index / mask.width) + down;
    if (x >= 0 && y >= 0 && x < mask.width && y < mask.height) moved.data[y * mask.width + x] = 1;
  }
  return moved;
}

/** The mask without the given share of its pixels, those that lie furthest in a direction. */
function cut(mask: Mask, angle: number, share: number): Mask {
  const along = (index: number) => (index % mask.width) * Math.cos(angle) + Math.floor(index / mask.width) * Math.sin(angle);
  const ordered = indicesInside(mask).sort((a, b) => along(a) - along(b));
  const kept = createMask(mask.width, mask.height);
  for (const index of ordered.slice(0, Math.ceil(ordered.length * (1 - share)))) kept.data[index] = 1;
  return kept;
}

function indicesInside(mask: Mask): number[] {
  const inside: number[] = [];
  for (let index = 0; index < mask.data.length; index += 1) if (mask.data[index] === 1) inside.push(index);
  return inside;
}

function centreOf(index: number, width: number): Point {
  return { x: (index % width) + 0.5, y: Math.floor(index / width) + 0.5 };
}
