// What may be asked of the door, as zod schemas: one definition for HTTP, agents and forms. Sizes and places are pixels
// of the session's picture. What depends on that picture is checked in prompt-check.ts.

import { z } from 'zod';
import { InputError } from '../errors.ts';

const place = z.number();
/** Which of the things is meant that a click may mean; 0 is the likeliest. */
export const choiceSchema = z.int().min(0).max(2);
const pointSchema = z.strictObject({ kind: z.literal('point'), x: place, y: place, positive: z.boolean().default(true), choice: choiceSchema.optional() });
const boxSchema = z.strictObject({ kind: z.literal('box'), left: place, top: place, width: place, height: place });
const scribbleSchema = z.strictObject({
  kind: z.literal('scribble'),
  points: z.array(z.strictObject({ x: place, y: place })).max(2000),
});

/** Something pointed at. Masks are referenced by the ids of their versions instead. */
export const pointedSchema = z.discriminatedUnion('kind', [pointSchema, boxSchema, scribbleSchema]);
export type Pointed = z.infer<typeof pointedSchema>;

/** PostgreSQL's texts hold every character but this one. */
export const text = z.string().refine((characters) => !characters.includes('\0'), 'a zero character cannot be kept');

const said = {
  text: text.default(''),
  prompts: z.array(pointedSchema).default([]),
  /** Ids of mask versions that are meant. */
  masks: z.array(z.uuid()).default([]),
};

/** What a message may be answered with. */
export const permittedSchema = z.array(z.enum(['answer', 'none', 'segment', 'remove', 'recolour', 'replace', 'background', 'generate'])).min(1).max(8);

const seed = z.int().min(0).max(2 ** 31 - 1);

/** A message. `id` is made by the client and makes sending it again harmless. */
export const turnRequestSchema = z.strictObject({
  id: z.uuid().optional(),
  ...said,
  seed: seed.optional(),
  /** Where it is known what the message is for: the model answers in no other way. Else it decides by the words. */
  permitted: permittedSchema.optional(),
  /** A turn whose place this one takes in a branch of its own: it follows the same turn, about the same picture. */
  replaces: z.uuid().optional(),
});
export type TurnRequest = z.input<typeof turnRequestSchema>;

/** The same message again, as it was said, with another seed. */
export const redoRequestSchema = z.strictObject({ id: z.uuid().optional(), seed: seed.optional() });
export type RedoRequest = z.input<typeof redoRequestSchema>;

export const ratingRequestSchema = z.strictObject({ rating: z.enum(['up', 'down']).nullable() });
export type RatingRequest = z.input<typeof ratingRequestSchema>;

export const previewRequestSchema = z.strictObject(said);
export type PreviewRequest = z.input<typeof previewRequestSchema>;

const title = text.trim().max(200);

export const sessionRequestSchema = z
  .strictObject({ id: z.uuid().optional(), imageId: z.uuid().optional(), sample: z.string().max(200).optional(), title: title.optional() })
  .refine(({ imageId, sample }) => imageId === undefined || sample === undefined, 'give imageId or sample, not both');
export type SessionRequest = z.input<typeof sessionRequestSchema>;

export const titleRequestSchema = z.strictObject({ title: title.min(1) });
export type TitleRequest = z.input<typeof titleRequestSchema>;

export const listRequestSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the page before. */
  before: z.string().max(100).optional(),
  /** Words that all have to stand in title, messages or answers. */
  search: text.max(200).optional(),
});
export type ListRequest = z.input<typeof listRequestSchema>;

/** The request read by its schema. @throws InputError `request-invalid` that names the first thing wrong. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const where = path.length === 0 ? 'The request' : `"${path.join('.')}" of the request`;
  throw new InputError({
    code: 'request-invalid',
    message: `${where} is not valid: ${message}.`,
    hint: 'docs/api.md shows what each request may hold.',
  });
}

const uuid = z.uuid();

/** Whether the database can be asked for this id at all. */
export function isId(id: string): boolean {
  return uuid.safeParse(id).success;
}
