// COCO-Interactive as PSALM publishes it: a list of COCO photos, each annotation with a point, box, scribble and mask
// prompt drawn as a mask of its own.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { boundingBox, type Mask } from '../../../server/images/mask.ts';
import type { Point } from '../../../server/images/raster.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { emptyPicture, rle, type SetPicture } from '../set.ts';
import { maskOfSegmentation, segmentation } from './coco.ts';
import { firstOf, readJson } from './files.ts';

const kinds = ['point', 'box', 'scribble', 'mask'] as const;
const drawn = rle.optional();
const list = z.array(z.object({
  image: z.string(),
  image_info: z.object({ width: z.int(), height: z.int() }),
  anns: z.array(z.object({
    segmentation,
    point_visual_prompt_mask: drawn, box_visual_prompt_mask: drawn, scribble_visual_prompt_mask: drawn, mask_visual_prompt_mask: drawn,
  })),
}));

/** Points of a scribble: enough to keep its waves. */
const strokePoints = 24;

export async function readCocoInteractive(folder: string, split: string): Promise<SetPicture[]> {
  const names = (await readdir(folder)).filter((name) => /interactive.*\.json$/.test(name) && name.includes(split)).sort();
  const file = await firstOf(folder, names.length > 0 ? names : [`coco_interactive_${split}_psalm.json`], `COCO-Interactive list of the split ${split}`);
  const place = await firstOf(folder, [`${split}2017`, 'images', '.'], 'folder with COCO photos');
  return (await readJson(list, join(folder, file))).map(({ image, image_info: size, anns }, number) => ({
    ...emptyPicture({ id: `${number}`, file: `${place}/${image}`, width: size.width, height: size.height, folder }),
    masks: anns.map((one) => ({ name: 'object', get mask() { return maskOfSegmentation(one.segmentation, size); } })),
    prompts: anns.flatMap((one, mask) => kinds.flatMap((kind) => {
      const given = one[`${kind}_visual_prompt_mask`];
      if (given === undefined || boundingBox(decodeRle(given)) === null) return [];
      return [{ kind, mask, get data() { return promptOf(kind, decodeRle(given)); } }];
    })),
  }));
}

/** What a person did, from what it left on the picture. */
function promptOf(kind: (typeof kinds)[number], mask: Mask): unknown {
  const box = boundingBox(mask);
  if (kind === 'mask' || box === null) return mask;
  if (kind === 'box') return box;
  const along = strokeOf(mask, box.width >= box.height);
  if (kind === 'scribble') return along.filter((_, index) => index % Math.ceil(along.length / strokePoints) === 0);
  return along[Math.floor(along.length / 2)];
}

/** For every column (or row) of the drawing the pixel of it nearest to its middle there. */
function strokeOf({ width, height, data }: Mask, across: boolean): Point[] {
  const points: Point[] = [];
  for (let main = 0; main < (across ? width : height); main += 1) {
    const inside: number[] = [];
    for (let side = 0; side < (across ? height : width); side += 1) {
      if (data[across ? side * width + main : main * width + side] === 1) inside.push(side);
    }
    if (inside.length === 0) continue;
    const middle = inside[Math.floor(inside.length / 2)];
    points.push(across ? { x: main + 0.5, y: middle + 0.5 } : { x: middle + 0.5, y: main + 0.5 });
  }
  return points;
}
