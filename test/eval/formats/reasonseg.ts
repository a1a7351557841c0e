// ReasonSeg: a photo and a JSON of the same name for each question; shapes are polygons, of which some are to be ignored.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readPicture } from '../../../server/images/intake.ts';
import { area, createMask, type Mask } from '../../../server/images/mask.ts';
import { encodeRle, decodeRle } from '../../../server/images/rle.ts';
import { emptyPicture, type SetPicture } from '../set.ts';
import { fillPolygon } from './coco.ts';
import { firstOf, readJson } from './files.ts';

const question = z.object({
  text: z.union([z.string(), z.array(z.string()).min(1)]),
  shapes: z.array(z.object({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])) })),
});

/** The questions of a split, a picture each. As LISA's evaluation does, the first wording is asked. */
export async function readReasonSeg(folder: string, split: string): Promise<SetPicture[]> {
  const place = await firstOf(folder, [split, `ReasonSeg/${split}`], `split ${split} of ReasonSeg`);
  const files = (await readdir(join(folder, place))).filter((name) => name.endsWith('.json')).sort();
  const pictures: SetPicture[] = [];
  for (const file of files) {
    const { text, shapes } = await readJson(question, join(folder, place, file));
    const photo = `${place}/${file.replace(/\.json$/, '.jpg')}`;
    const { width, height } = await readPicture(join(folder, photo));
    const { target, ignored } = masksOf(shapes, width, height);
    const [meant, left] = [encodeRle(target), encodeRle(ignored)];
    pictures.push({
      ...emptyPicture({ id: file, file: photo, width, height, folder }),
      masks: [{ name: 'target', get mask() { return decodeRle(meant); } }, { name: 'ignored', get mask() { return decodeRle(left); } }],
      refs: [{ text: [text].flat()[0], kind: 'reason', masks: area(target) > 0 ? [0] : [], ignore: 1 }],
    });
  }
  return pictures;
}

/** Larger shapes are drawn first, so that a smaller one on top of them counts. */
function masksOf(shapes: z.infer<typeof question>['shapes'], width: number, height: number): { target: Mask; ignored: Mask } {
  const [target, ignored] = [createMask(width, height), createMask(width, height)];
  const drawn = shapes.filter(({ label }) => label.toLowerCase() !== 'flag').map(({ label, points }) => {
    const mask = createMask(width, height);
    fillPolygon(mask, points);
    return { mask, ignore: label.toLowerCase().includes('ignore') };
  });
  for (const { mask, ignore } of drawn.sort((one, other) => area(other.mask) - area(one.mask))) {
    for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
      if (mask.data[pixel] === 0) continue;
      target.data[pixel] = ignore ? 0 : 1;
      ignored.data[pixel] = ignore ? 1 : 0;
    }
  }
  return { target, ignored };
}
