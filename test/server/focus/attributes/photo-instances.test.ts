// Selections on real photos whose right answers were seen by a person.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { select, type Instance } from '../../../../server/focus/attributes/select.ts';
import { selectionIn } from '../../../../server/focus/attributes/selection.ts';
import { area, boundingBox } from '../../../../server/images/mask.ts';
import type { Box, Picture } from '../../../../server/images/picture.ts';
import { decodeRle, type Rle } from '../../../../server/images/rle.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared');
const isHere = ['photos', 'photos-more', 'photos-third'].every((pack) => existsSync(join(folder, pack, 'photos.jsonl')));

/** Pack, photo, name of the things; of those that cover more than 1.2 % of the photo, in their order, which each phrase means. */
const seen: [string, string, string, Record<string, number[]>][] = [
  ['photos', 'coco-000000159269', 'umbrella', { 'the blue one': [0], leftmost: [0], 'second from the right': [1], 'on the far right': [2], 'the beige one': [2], 'the lightest': [1], 'the one in the middle': [1] }],
  ['photos-third', 'litter-0043', 'plastic bottle', { yellow: [0], 'the green one': [1], 'on the left': [0], right: [1] }],
  ['photos-third', 'litter-0391', 'plastic wrapper', { green: [1], left: [0], 'all but the green one': [0] }],
  ['photos-third', 'tool-0127', 'hammer', { yellow: [0], black: [1], 'the last one': [1] }],
  ['photos-third', 'tool-0122', 'hammer', { yellow: [1], black: [0], 'the first one from the left': [1] }],
  ['photos-third', 'litter-0044', 'food can', { green: [2], 'at the top': [2], 'the two on the left': [1, 2], 'the rightmost': [0] }],
  ['photos', 'coco-000000501760', 'bowl', { 'two on the right': [2, 1], smallest: [0], 'the second from the left': [1] }],
  ['photos', 'coco-000000253955', 'person', { 'in the middle': [0], biggest: [0], left: [1] }],
  ['photos', 'coco-000000565248', 'horse', { brown: [1], grey: [0] }],
  ['photos', 'coco-000000160012', 'pizza', { 'the smaller one': [1], large: [0], 'in the background': [1] }],
  ['photos-third', 'tool-0153', 'hammer', { yellow: [1], black: [0], 'the right one': [0], 'the bigger one': [1] }],
  ['photos-third', 'litter-0213', 'cardboard', { biggest: [0], 'at the bottom': [1], 'the smaller one': [1] }],
  ['photos', 'coco-000000041888', 'bird', { leftmost: [0], 'second from the left': [1], 'the two on the right': [2, 1], 'in the middle': [1], 'the upper one': [0] }],
  ['photos-more', 'coco-000000000544', 'person', { right: [0], left: [2], black: [2] }],
  ['photos-third', 'litter-0023', 'plastic bottle', { yellow: [0], left: [0] }],
  ['photos-third', 'tool-0327', 'hammer', { red: [0], yellow: [1], 'top right': [0] }],
  ['photos', 'coco-000000358083', 'cat', { left: [0], 'on the right': [1] }],
  ['photos', 'coco-000000212679', 'bowl', { 'at the bottom': [0], top: [1], yellow: [1] }],
  ['photos-more', 'coco-000000000073', 'motorcycle', { biggest: [0], 'in the background': [1], left: [1] }],
  ['photos-third', 'litter-0390', 'plastic film', { pink: [0], bottom: [0] }],
  ['photos', 'coco-000000229358', 'person', { right: [1] }],
  ['photos-third', 'litter-1154', 'aluminium foil', { 'top left': [2], rightmost: [1], 'in the bottom left corner': [3] }],
];

test('things on photos are chosen by colour, place and size', { skip: isHere ? false : 'the folder of photos is not here' }, async () => {
  const wrong: string[] = [];
  for (const [pack, id, name, phrases] of seen) {
    const { picture, instances } = await readPhoto(pack, id, name);
    for (const [phrase, right] of Object.entries(phrases)) {
      const { chosen } = select(selectionIn(phrase), instances, picture);
      if (chosen.join() !== right.join()) wrong.push(`${id} ${name} "${phrase}": ${chosen.join()} for ${right.join()}`);
    }
  }
  assert.deepEqual(wrong, []);
});

async function readPhoto(pack: string, id: string, name: string): Promise<{ picture: Picture; instances: Instance[] }> {
  const line = readFileSync(join(folder, pack, 'photos.jsonl'), 'utf8').split('\n').find((text) => text.includes(`"${id}"`));
  assert.ok(line !== undefined, id);
  const { file, masks } = JSON.parse(line) as { file: string; masks: (Rle & { name: string })[] };
  const { data, info } = await sharp(join(folder, pack, file)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const decoded = masks.filter((one) => one.name === name).map((one) => decodeRle(one));
  const instances = decoded.filter((mask) => area(mask) > 0.012 * mask.data.length).map((mask) => ({ mask, box: boundingBox(mask) as Box, name }));
  return { picture: { width: info.width, height: info.height, data }, instances };
}
