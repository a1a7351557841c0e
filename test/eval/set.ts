// Reads a set for evaluation: a folder with a *.jsonl, a line a picture (format: ../../docs/sets.md).

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../server/errors.ts';
import { readPicture } from '../../server/images/intake.ts';
import { createMask, type Mask, union } from '../../server/images/mask.ts';
import type { Picture } from '../../server/images/picture.ts';
import { decodeRle } from '../../server/images/rle.ts';

/** The file of a folder that holds clips instead of pictures. */
export const clipFile = 'clips.jsonl';

/** COCO run lengths. */
export const rle = z.object({
  size: z.tuple([z.int().min(1), z.int().min(1)]),
  counts: z.union([z.string(), z.array(z.int())]),
});
const indices = z.array(z.int());
/** `masks: [index …]` or `mask: index`; an empty list or a negative index means that nothing is there. */
const targets = { masks: indices.optional(), mask: z.union([z.int(), indices]).optional() };
const prompt = z.object({
  kind: z.enum(['point', 'box', 'scribble', 'mask']),
  data: z.unknown(),
  mask: z.int(),
});
const turn = z.object({
  text: z.string(),
  ...targets,
  answer: z.string().optional(),
  first: z.union([z.int(), indices]).optional(),
});
const line = z.object({
  id: z.string(),
  file: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  source: z.string().default(''),
  /** How hard it is, 1 to 3. */
  level: z.int().optional(),
  captions: z.array(z.string()).default([]),
  qa: z.array(z.object({ q: z.string(), a: z.string(), kind: z.string().default('all') })).default([]),
  masks: z.array(z.object({ name: z.string(), part_of: z.string().optional(), ...rle.shape })).default([]),
  refs: z.array(z.object({ text: z.string(), kind: z.string().default('all'), ignore: z.int().optional(), ...targets })).default([]),
  prompts: z.array(prompt).default([]),
  dialogues: z
    .array(z.object({ kind: z.string().default('dialogue'), candidates: z.number().optional(), turns: z.array(turn).min(1) }))
    .default([]),
  edits: z
    .array(
      z.object({
        instruction: z.string(),
        kind: z.string(),
        ...targets,
        given: z.boolean().default(false),
        target: z.union([
          z.string(),
          z.object({ file: z.string(), box: z.tuple([z.int(), z.int(), z.int(), z.int()]) }),
        ]),
        region: rle.optional(),
      }),
    )
    .default([]),
});

/** One line of a set. */
export type SetLine = z.infer<typeof line>;
export type Dialogue = SetLine['dialogues'][number];
export type Edit = SetLine['edits'][number];

/** A sentence about a picture and what makes an answer to it right. */
export interface Sentence {
  text: string;
  kind: 'answer' | 'mask' | 'none';
  /** Accepted answers. */
  answers?: string[];
  /** What is meant, indices of masks. */
  objects?: number[];
  clicks?: { x: number; y: number; positive?: boolean }[];
}

/**
 * One picture of a set. Pictures and masks are read when they are asked for, and not kept: a set may hold more than
 * memory does.
 */
export interface SetPicture extends Omit<SetLine, 'masks'> {
  folder: string;
  masks: NamedTruth[];
  sentences: Sentence[];
}

export interface NamedTruth {
  name: string;
  /** The name of a mask that holds this one as a part. */
  partOf?: string;
  readonly mask: Mask;
}

/** A picture of a set that nothing is asked about yet. */
export function emptyPicture(known: Pick<SetPicture, 'id' | 'file' | 'width' | 'height' | 'folder'>): SetPicture {
  return { source: '', captions: [], qa: [], masks: [], refs: [], prompts: [], dialogues: [], edits: [], sentences: [], ...known };
}

/**
 * The pictures of a folder in order of their file and line, at most `limit`; clips are left to `clip-set.ts`.
 * @throws InputError `set-missing` (no such folder, no *.jsonl) or `set-invalid` with file, line and reason.
 */
export async function readSet(folder: string, limit = Infinity): Promise<SetPicture[]> {
  const names = await readdir(folder).catch(() => {
    throw new InputError({ code: 'set-missing', message: `There is no folder ${folder}.`, hint: 'Check the path.' });
  });
  const files = names.filter((name) => name.endsWith('.jsonl') && name !== clipFile).sort();
  if (files.length === 0 && !names.includes(clipFile)) {
    throw new InputError({
      code: 'set-missing',
      message: `${folder} holds no *.jsonl file.`,
      hint: 'A set is a folder with a *.jsonl, a line a picture; see docs/sets.md.',
    });
  }
  const pictures: SetPicture[] = [];
  for (const name of files) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    for (const [index, text] of lines.entries()) {
      if (pictures.length >= limit) return pictures;
      if (text.trim() !== '') pictures.push(readLine(text, folder, `${name}, line ${index + 1}`));
    }
  }
  return pictures;
}

function readLine(text: string, folder: string, place: string): SetPicture {
  try {
    const parsed = line.parse(JSON.parse(text));
    const wrong = parsed.masks.find(({ size }) => size[0] !== parsed.height || size[1] !== parsed.width);
    if (wrong) throw new Error(`mask "${wrong.name}" is ${wrong.size[1]} x ${wrong.size[0]} pixels, the picture is not`);
    const masks = parsed.masks.map((entry) => ({
      name: entry.name,
      partOf: entry.part_of,
      get mask() {
        return decodeRle(entry);
      },
    }));
    return { ...parsed, masks, folder, sentences: [] };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new InputError({ code: 'set-invalid', message: `${place}: ${reason}`, hint: 'See docs/sets.md.' });
  }
}

/** The indices of the masks that are meant; empty when nothing is. */
export function targetsOf(entry: { masks?: number[]; mask?: number | number[] }): number[] {
  return (entry.masks ?? [entry.mask ?? []].flat()).filter((index) => index >= 0);
}

/** The union of some of a picture's masks. */
export function unionOf(picture: SetPicture, targets: readonly number[]): Mask {
  return targets.reduce<Mask>((sum, index) => {
    const entry = picture.masks[index];
    if (entry === undefined) {
      throw new InputError({ code: 'set-invalid', message: `${picture.id}: there is no mask ${index}.`, hint: 'See docs/sets.md.' });
    }
    return union(sum, entry.mask);
  }, createMask(picture.width, picture.height));
}

/** A picture file of the set. Paths that leave the folder are refused. */
export async function readSetPicture(folder: string, file: string): Promise<Picture> {
  const path = resolve(folder, file);
  if (relative(resolve(folder), path).startsWith('..')) {
    throw new InputError({ code: 'set-invalid', message: `${file} lies outside of the set.`, hint: 'Keep pictures in the set\'s folder.' });
  }
  return readPicture(path);
}
