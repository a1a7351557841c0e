// What may be done to the masks and the place of a session, as zod schemas: one definition for HTTP, agents and forms. `mask` is the
// id of a mask, which means its newest version, or of a version.

import { z } from 'zod';
import { adjustmentSchema } from '../images/adjust/adjustment.ts';
import { pointedSchema, text } from './requests.ts';

const id = z.uuid();
/** Made by the client: the same operation sent again is done once. */
const operationId = { id: id.optional() };
const name = text.trim().min(1).max(100);
const mask = { mask: id };
/** Whether the result becomes the newest version of the (first) mask, or a mask of its own. */
const into = z.enum(['new', 'version']);
const pixels = z.int().max(500);

const combine = z.strictObject({
  ...operationId, kind: z.literal('mask-combine'),
  rule: z.enum(['union', 'intersect', 'subtract']),
  /** subtract: the first without all others. */
  masks: z.array(id).min(2).max(16),
  into: into.default('new'), name: name.optional(),
});
const derived = { ...operationId, ...mask, into: into.default('version'), name: name.optional() };
const invert = z.strictObject({ ...derived, kind: z.literal('mask-invert') });
const grow = z.strictObject({ ...derived, kind: z.literal('mask-grow'), pixels: pixels.min(1) });
const shrink = z.strictObject({ ...derived, kind: z.literal('mask-shrink'), pixels: pixels.min(1) });
/** A soft edge inside the mask, kept beside its run lengths; 0 makes it hard again. */
const feather = z.strictObject({ ...derived, kind: z.literal('mask-feather'), pixels: pixels.min(0) });

/** Those that compute a mask from others. */
export const computedRequestSchema = z.discriminatedUnion('kind', [combine, invert, grow, shrink, feather]);
export type ComputedRequest = z.output<typeof computedRequestSchema>;

const draw = z.strictObject({
  ...operationId, kind: z.literal('mask-draw'),
  /** A new version of this mask; a new mask where left out. */
  mask: id.optional(), name: name.optional(),
  /** The version of the mask that was drawn on: where it is not the newest any more, nothing is done. */
  base: id.optional(),
  /** The picture of a new mask; the current one where left out. */
  image: id.optional(),
  /** COCO run lengths, of the picture's size [height, width]. */
  size: z.tuple([z.int(), z.int()]),
  counts: z.union([z.string(), z.array(z.int())]),
  tool: z.enum(['brush', 'eraser', 'lasso', 'import']).optional(),
  /** What was pointed at to make it. */
  prompts: z.array(pointedSchema).max(16).optional(),
});
const rename = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-rename'), name });
const hide = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-hide'), hidden: z.boolean() });
const lock = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-lock'), locked: z.boolean() });
const remove = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-delete') });
const restore = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-restore') });
const duplicate = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-duplicate'), name: name.optional() });
const revert = z.strictObject({ ...operationId, ...mask, kind: z.literal('mask-revert'), version: id });
/** The next message is about this version of the picture, or follows this turn. */
const branch = z.strictObject({ ...operationId, kind: z.literal('branch'), image: id.optional(), turn: id.optional() })
  .refine(({ image, turn }) => (image === undefined) !== (turn === undefined), 'give image or turn');
/** Changes the picture exactly, without the model: a new version of it. */
const adjust = z.strictObject({
  ...operationId, kind: z.literal('adjust'),
  /** The version that is changed; the current one where left out. */
  image: id.optional(),
  /** What it is about: masks or versions of them, taken together. */
  masks: z.array(id).max(16).default([]),
  adjustment: adjustmentSchema,
});
export type AdjustRequest = z.output<typeof adjust>;
const undo = z.strictObject({ ...operationId, kind: z.literal('undo') });
const redo = z.strictObject({ ...operationId, kind: z.literal('redo') });

export const operationRequestSchema = z.discriminatedUnion('kind', [
  combine, invert, grow, shrink, feather, draw, rename, hide, lock, remove, restore, duplicate, revert, branch, adjust, undo, redo,
]);
/** As it is sent. */
export type OperationRequest = z.input<typeof operationRequestSchema>;
/** As it is read. */
export type Operating = z.output<typeof operationRequestSchema>;

export const recordRequestSchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type RecordRequest = z.input<typeof recordRequestSchema>;

/** Where an uploaded mask goes. */
export const importRequestSchema = z.strictObject({ ...operationId, mask: id.optional(), name: name.optional(), image: id.optional() });
export type ImportRequest = z.input<typeof importRequestSchema>;
