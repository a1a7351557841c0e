// Reads clips: a folder with clips.jsonl, a line a clip (format: ../../docs/sets.md).

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../server/errors.ts';
import { createMask, type Mask } from '../../server/images/mask.ts';
import { decodeRle } from '../../server/images/rle.ts';
import { clipFile, rle } from './set.ts';

const line = z.object({
  id: z.string(),
  frames: z.array(z.string()).min(2),
  width: z.int().min(1),
  height: z.int().min(1),
  level: z.int().optional(),
  source: z.string().default(''),
  masks: z.array(z.object({ name: z.string(), frames: z.array(rle.nullable()) })).min(1),
  refs: z.array(z.object({ text: z.string(), mask: z.int().min(0) })).default([]),
});

export interface Clip {
  id: string;
  folder: string;
  /** Paths of the frames inside the folder, in order. */
  frames: string[];
  width: number;
  height: number;
  level?: number;
  source: string;
  /** The objects; `at(frame)` is empty where the object is not seen. */
  objects: { name: string; at(frame: number): Mask }[];
  /** Expressions that are true in the first frame, with the index of what they mean. */
  refs: { text: string; object: number }[];
}

/**
 * The clips of a folder, at most `limit`; none where it has no clips.jsonl.
 * @throws InputError `clips-invalid` with line and reason.
 */
export async function readClips(folder: string, limit = Infinity): Promise<Clip[]> {
  const text = await readFile(join(folder, clipFile), 'utf8').catch(() => '');
  const lines = text.split('\n').map((content, index) => ({ content, place: `${clipFile}, line ${index + 1}` }));
  return lines.filter(({ content }) => content.trim() !== '').slice(0, limit).map(({ content, place }) => readLine(content, folder, place));
}

function readLine(content: string, folder: string, place: string): Clip {
  try {
    const { masks, refs, ...clip } = line.parse(JSON.parse(content));
    const { width, height, frames } = clip;
    const short = masks.find((entry) => entry.frames.length !== frames.length);
    if (short) throw new Error(`"${short.name}" has ${short.frames.length} masks for ${frames.length} frames`);
    const odd = masks.find((entry) => entry.frames.some((mask) => mask !== null && (mask.size[0] !== height || mask.size[1] !== width)));
    if (odd) throw new Error(`a mask of "${odd.name}" has not the size of the frames`);
    const wrong = refs.find(({ mask }) => mask >= masks.length);
    if (wrong) throw new Error(`"${wrong.text}" means object ${wrong.mask}, which there is not`);
    return {
      ...clip,
      folder,
      objects: masks.map((entry) => ({ name: entry.name, at: (frame) => maskOrNothing(entry.frames[frame], clip) })),
      refs: refs.map(({ text, mask }) => ({ text, object: mask })),
    };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new InputError({ code: 'clips-invalid', message: `${place}: ${reason}`, hint: 'See docs/sets.md.' });
  }
}

function maskOrNothing(found: z.infer<typeof rle> | null, { width, height }: { width: number; height: number }): Mask {
  return found === null ? createMask(width, height) : decodeRle(found);
}
