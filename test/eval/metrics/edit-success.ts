// Whether an edit did what was asked, judged from the picture alone. Inside the true region of the change two things
// must hold, for every kind of edit alike:
//
//   colour     e = RMS over the region of blur(picture) - blur(truth), all channels, blur = Gaussian, sigma 1.5 pixels.
//              The edit must have come at least half of the way from the source: e(picture) <= 0.5 * e(source).
//              A wrong colour, a wrong shape or a ghost of what was there fails here.
//   structure  s = RMS over the region of a band of the luminance: Gaussian sigma 0.7 minus sigma 2.5, both
//              normalised inside the region, so that the region's rim does not count. With one grey level added
//              (below it nothing is seen) s(picture) must lie between 0.3 and 1/0.3 times s(truth).
//              A flat patch where there should be grass, tiles or a shaded object fails here.
//
// The structure is compared by strength, not pixel by pixel: nobody can know which blade of grass was behind the cube.
// Lengths are for a picture of 128 pixels and grow with its longer side. On the shipped held-out set the true picture
// always passes, the unchanged source never, and a fill with the mean colour of the surroundings only where something
// is removed from plain ground (38 of 100 removals); a test holds this.

import { cropMask, cropPicture } from '../../../server/images/crop.ts';
import { boundingBox, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { blurInside } from './blur.ts';

const colourShare = 0.5;
const structureRatio = 0.3;
const greyLevel = 1;

/** True when the picture shows the wanted change inside the region. `region` is the true region, shadow included. */
export function editSucceeded(picture: Picture, source: Picture, truth: Picture, region: Mask): boolean {
  const { colour, structure } = editCloseness(picture, source, truth, region);
  return colour <= colourShare && structure >= structureRatio && structure <= 1 / structureRatio;
}

/** The two numbers behind `editSucceeded`: the colour error as a share of the source's, and the ratio of the structures. */
function editCloseness(
  picture: Picture,
  source: Picture,
  truth: Picture,
  region: Mask,
): { colour: number; structure: number } {
  const scale = Math.max(region.width, region.height) / 128;
  // Only pixels of the region count, so nothing is lost by looking at its box alone.
  const box = boundingBox(region) ?? { left: 0, top: 0, width: 1, height: 1 };
  const [shown, before, wanted] = [picture, source, truth].map((one) => cropPicture(one, box));
  const inside = cropMask(region, box);
  const start = colourError(before, wanted, inside, scale);
  const colour = start === 0 ? 0 : colourError(shown, wanted, inside, scale) / start;
  const structure = (structureOf(shown, inside, scale) + greyLevel) / (structureOf(wanted, inside, scale) + greyLevel);
  return { colour, structure };
}

/**
 * Whether the truth has structure inside the region that a flat patch would lack. On plain ground it has none: there a
 * flat patch is a good removal.
 */
export function isTextured(truth: Picture, region: Mask): boolean {
  const scale = Math.max(region.width, region.height) / 128;
  return greyLevel / (structureOf(truth, region, scale) + greyLevel) < structureRatio;
}

function colourError(one: Picture, other: Picture, region: Mask, scale: number): number {
  let squares = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    const difference = new Float32Array(region.data.length);
    for (let pixel = 0; pixel < difference.length; pixel += 1) {
      difference[pixel] = one.data[pixel * 3 + channel] - other.data[pixel * 3 + channel];
    }
    squares += meanSquare(blurInside(difference, region, 1.5 * scale), region);
  }
  return Math.sqrt(squares / 3);
}

function structureOf(picture: Picture, region: Mask, scale: number): number {
  const luminance = new Float32Array(region.data.length);
  for (let pixel = 0; pixel < luminance.length; pixel += 1) {
    const [red, green, blue] = picture.data.subarray(pixel * 3, pixel * 3 + 3);
    luminance[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  const fine = blurInside(luminance, region, 0.7 * scale);
  const coarse = blurInside(luminance, region, 2.5 * scale);
  return Math.sqrt(meanSquare(fine.map((value, pixel) => value - coarse[pixel]), region));
}

function meanSquare(values: Float32Array, region: Mask): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    if (region.data[pixel] === 0) continue;
    sum += values[pixel] ** 2;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
