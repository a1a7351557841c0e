// The trivial predictors that are printed beside the model's scores.

import { area, createMask, invert, type Mask, subtract } from '../../server/images/mask.ts';
import { dilate } from '../../server/images/morphology.ts';
import type { Box, Picture } from '../../server/images/picture.ts';
import { discMask, type Point, polylineMask } from '../../server/images/raster.ts';

type Colour = [number, number, number];

/** For a click: a disc of the mean object's area around it. */
export function discOfMeanSize(size: { width: number; height: number }, point: Point, meanShare: number): Mask {
  return discMask(size.width, size.height, point, Math.sqrt((meanShare * size.width * size.height) / Math.PI));
}

/** For a box: the ellipse that fills it. */
export function ellipseIn(size: { width: number; height: number }, box: Box): Mask {
  const mask = createMask(size.width, size.height);
  const [a, b] = [box.width / 2, box.height / 2];
  for (let y = box.top; y < Math.min(size.height, box.top + box.height); y += 1) {
    for (let x = box.left; x < Math.min(size.width, box.left + box.width); x += 1) {
      const inside = ((x + 0.5 - box.left - a) / a) ** 2 + ((y + 0.5 - box.top - b) / b) ** 2 <= 1;
      if (inside) mask.data[y * size.width + x] = 1;
    }
  }
  return mask;
}

/** For a scribble: the line made wider by a share of the picture's longer side. */
export function dilatedScribble(size: { width: number; height: number }, points: readonly Point[], share: number): Mask {
  const line = polylineMask(size.width, size.height, points, 1);
  return dilate(line, share * Math.max(size.width, size.height));
}

/** For an edit: the region filled with the mean colour of a ring around it. The whole picture's mean where there is none. */
export function meanFill(source: Picture, region: Mask): Picture {
  const ring = subtract(dilate(region, Math.max(2, Math.max(source.width, source.height) / 32)), region);
  const mean = meanColour(source, area(ring) > 0 ? ring : invert(createMask(source.width, source.height)));
  return mapInside(source, region, () => mean);
}

function meanColour(picture: Picture, mask: Mask): Colour {
  const sum: Colour = [0, 0, 0];
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) sum[channel] += picture.data[pixel * 3 + channel];
  }
  const count = area(mask);
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** sRGB of the colour words a recolouring may name. */
const colourWords: Record<string, Colour> = {
  red: [220, 30, 30],
  green: [30, 160, 50],
  blue: [35, 75, 225],
  yellow: [245, 220, 30],
  purple: [135, 40, 170],
  orange: [250, 130, 20],
  cyan: [40, 215, 225],
  pink: [250, 150, 190],
  brown: [130, 80, 40],
  grey: [128, 128, 128],
  white: [247, 247, 245],
  black: [23, 23, 26],
};

/** The last colour word of an instruction, or null. */
export function colourIn(instruction: string): string | null {
  const words = instruction.toLowerCase().split(/[^a-z]+/);
  return words.findLast((word) => word in colourWords) ?? null;
}

/**
 * For a recolouring: hue and saturation of the named colour, the brightness of every pixel kept, scaled so that the mean
 * brightness of the region is the named colour's.
 */
export function hsvShift(source: Picture, region: Mask, colour: string): Picture {
  const named = colourWords[colour];
  const value = (red: number, green: number, blue: number) => Math.max(red, green, blue, 1);
  let sum = 0;
  let count = 0;
  mapInside(source, region, ([red, green, blue]) => {
    sum += value(red, green, blue);
    count += 1;
    return [red, green, blue];
  });
  const scale = count === 0 ? 1 : count / sum;
  return mapInside(source, region, ([red, green, blue]) => {
    const bright = value(red, green, blue) * scale;
    return [named[0] * bright, named[1] * bright, named[2] * bright];
  });
}

function mapInside(source: Picture, region: Mask, colourOf: (colour: Colour) => Colour): Picture {
  const data = source.data.slice();
  for (let pixel = 0; pixel < region.data.length; pixel += 1) {
    if (region.data[pixel] === 0) continue;
    const [red, green, blue] = data.subarray(pixel * 3, pixel * 3 + 3);
    data.set(colourOf([red, green, blue]).map((part) => Math.max(0, Math.min(255, Math.round(part)))), pixel * 3);
  }
  return { ...source, data };
}
