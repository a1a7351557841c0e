// Things whose border is known exactly: soft shapes with the pixels of one photo, laid on another. What photos with masks cannot tell.

import { createMask, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { type Random, randomFrom } from '../random.ts';

export interface SoftShape {
  picture: Picture;
  /** [height, width], 0 to 1. */
  alpha: Float32Array;
  /** Where it is at least a half: the mask that a perfect marker would give. */
  mask: Mask;
}

/** A disc, an ellipse, a star or a blob by lot, its border one to four pixels wide. */
export function softShape(over: Picture, ground: Picture, seed: string): SoftShape {
  const { width, height } = ground;
  const random = randomFrom(seed);
  const shape = shapeOf(random, Math.min(width, height));
  const wide = 1 + 3 * random();
  const alpha = new Float32Array(width * height);
  const mask = createMask(width, height);
  const data = ground.data.slice();
  const colour = new Float64Array(3);
  const [dx, dy] = [Math.floor(random() * over.width), Math.floor(random() * over.height)];
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const inside = shape(x + 0.5 - width / 2, y + 0.5 - height / 2);
      const share = Math.min(1, Math.max(0, 0.5 + inside / wide));
      alpha[pixel] = share;
      mask.data[pixel] = share >= 0.5 ? 1 : 0;
      if (share === 0) continue;
      const from = ((((y + dy) % over.height) * over.width) + ((x + dx) % over.width)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        colour[channel] = over.data[from + channel];
        data[pixel * 3 + channel] = Math.round(data[pixel * 3 + channel] + share * (colour[channel] - data[pixel * 3 + channel]));
      }
    }
  }
  return { picture: { width, height, data }, alpha, mask };
}

/** Pixels inside of the border (negative outside), nearly a distance, of a place seen from the middle. */
function shapeOf(random: Random, side: number): (x: number, y: number) => number {
  const kind = Math.floor(random() * 4);
  const radius = side * (0.18 + 0.17 * random());
  const turn = random() * Math.PI;
  if (kind === 0) return (x, y) => radius - Math.hypot(x, y);
  if (kind === 1) {
    const flat = 0.5 + 0.4 * random();
    return (x, y) => {
      const [u, v] = [x * Math.cos(turn) + y * Math.sin(turn), (y * Math.cos(turn) - x * Math.sin(turn)) / flat];
      const length = Math.hypot(u, v);
      return (radius - length) * (length === 0 ? 1 : flat + (1 - flat) * Math.abs(u / length));
    };
  }
  const points = kind === 2 ? 5 : 3 + Math.floor(random() * 6);
  const depth = kind === 2 ? 0.3 : 0.08 + 0.1 * random();
  return (x, y) => (radius * (1 + depth * Math.cos(points * (Math.atan2(y, x) + turn))) - Math.hypot(x, y)) * (1 - 0.6 * depth);
}
