// Reads sentences.jsonl: scenes with sentences that people wrote about them (format: ../../docs/sets.md). They become
// pictures of a set, with sentences and nothing else to ask.

import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../server/errors.ts';
import { decodeRle } from '../../server/images/rle.ts';
import { emptyPicture, rle, type SetPicture } from './set.ts';

const click = z.object({ x: z.number(), y: z.number(), positive: z.boolean().optional() });
const common = { text: z.string(), clicks: z.array(click).optional() };
const item = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('answer'), answers: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ ...common, kind: z.literal('mask'), objects: z.array(z.string()).min(1) }),
  z.strictObject({ ...common, kind: z.literal('none') }),
]);
const line = z.object({
  image: z.string(),
  masks: z.record(z.string(), z.object({ name: z.string().optional(), ...rle.shape })),
  items: z.array(item).default([]),
});

/**
 * The scenes of a sentences file, in its order; an empty file has none.
 * @throws InputError `sentences-missing`, or `sentences-invalid` with line and reason.
 */
export async function readSentences(file: string): Promise<SetPicture[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputError({ code: 'sentences-missing', message: `There is no file ${file}.`, hint: 'Check --sentences; see docs/sets.md.' });
  });
  const lines = text.split('\n').map((content, index) => ({ content, place: `${basename(file)}, line ${index + 1}` }));
  return lines.filter(({ content }) => content.trim() !== '').map(({ content, place }) => readLine(content, dirname(file), place));
}

function readLine(content: string, folder: string, place: string): SetPicture {
  try {
    const { image, masks, items } = line.parse(JSON.parse(content));
    const ids = Object.keys(masks);
    if (ids.length === 0) throw new Error('there is no mask, so the size of the picture is not known');
    const [height, width] = masks[ids[0]].size;
    const odd = ids.find((id) => masks[id].size[0] !== height || masks[id].size[1] !== width);
    if (odd !== undefined) throw new Error(`mask "${odd}" has another size than "${ids[0]}"`);
    const indexOf = (id: string): number => {
      if (!(id in masks)) throw new Error(`there is no object "${id}"`);
      return ids.indexOf(id);
    };
    return {
      ...emptyPicture({ id: image, file: image, width, height, folder }),
      masks: ids.map((id) => ({ name: masks[id].name ?? id, get mask() { return decodeRle(masks[id]); } })),
      sentences: items.map((one) => (one.kind === 'mask' ? { ...one, objects: one.objects.map(indexOf) } : one)),
    };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new InputError({ code: 'sentences-invalid', message: `${place}: ${reason}`, hint: 'See docs/sets.md.' });
  }
}
