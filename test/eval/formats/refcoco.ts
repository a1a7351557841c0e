// RefCOCO, RefCOCO+, RefCOCOg and gRefCOCO: expressions (refs(unc).p and the like, or the same as JSON) about objects of
// COCO photos (instances.json), in the layout of the "refer" tool.

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { emptyPicture, type SetPicture } from '../set.ts';
import { maskOfSegmentation, segmentation } from './coco.ts';
import { firstOf, parsed, readJson } from './files.ts';
import { readPickle } from './pickle.ts';

const ids = z.union([z.int(), z.array(z.int()), z.null()]);
const refs = z.array(z.object({ image_id: z.int(), ann_id: ids, split: z.string(), sentences: z.array(z.object({ sent: z.string() })) }));
const instances = z.object({
  images: z.array(z.object({ id: z.int(), file_name: z.string(), width: z.int(), height: z.int() })),
  annotations: z.array(z.object({ id: z.int(), image_id: z.int(), segmentation, category_id: z.int() })),
  categories: z.array(z.object({ id: z.int(), name: z.string() })).default([]),
});

const expressionFiles: Record<string, string[]> = {
  refcoco: ['refs(unc).p', 'refs(unc).json', 'refs(google).p'],
  'refcoco+': ['refs(unc).p', 'refs(unc).json'],
  refcocog: ['refs(umd).p', 'refs(umd).json', 'refs(google).p'],
  grefcoco: ['grefs(unc).json', 'grefs(unc).p'],
};
const pictureFolders = ['images/mscoco/images/train2014', 'images/train2014', 'train2014', 'images'];

export const refCocoNames = Object.keys(expressionFiles);

/** The pictures of a split, each with its expressions; `folder` holds the set's own folder and the photos. */
export async function readRefCoco(folder: string, name: string, split: string): Promise<SetPicture[]> {
  const file = join(folder, await firstOf(folder, expressionFiles[name].map((one) => `${name}/${one}`), `expressions of ${name}`));
  const content = file.endsWith('.p') ? readPickle(await readFile(file)) : JSON.parse(await readFile(file, 'utf8'));
  const wanted = parsed(refs, content, basename(file)).filter((ref) => ref.split === split);
  const coco = await readJson(instances, join(folder, await firstOf(folder, [`${name}/instances.json`], 'COCO instances')));
  const place = await firstOf(folder, pictureFolders, 'folder with COCO photos');
  const categories = new Map(coco.categories.map((category) => [category.id, category.name]));
  const annotations = Object.groupBy(coco.annotations, (annotation) => annotation.image_id);
  const byImage = Object.groupBy(wanted, (ref) => ref.image_id);
  return coco.images.flatMap((image) => {
    const asked = byImage[image.id];
    if (asked === undefined) return [];
    const used = annotations[image.id] ?? [];
    return [{
      ...emptyPicture({ id: `${image.id}`, file: `${place}/${image.file_name}`, width: image.width, height: image.height, folder }),
      masks: used.map((one) => ({ name: categories.get(one.category_id) ?? 'object', get mask() { return maskOfSegmentation(one.segmentation, image); } })),
      refs: asked.flatMap((ref) => {
        const masks = [ref.ann_id ?? []].flat().filter((id) => id >= 0).map((id) => used.findIndex((one) => one.id === id));
        return ref.sentences.map(({ sent }) => ({ text: sent, kind: masks.length === 0 ? 'none' : 'expression', masks }));
      }),
    }];
  });
}
