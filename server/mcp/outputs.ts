// What the results of tools are made of.

import { z } from 'zod';

export const picture = z.object({
  imageId: z.string(),
  width: z.number().describe('Pixels. All places and sizes are in pixels of this picture.'),
  height: z.number(),
  uri: z.string().describe('Resource with the full picture (PNG).'),
});

export const box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

export const mask = z.object({
  maskId: z.string(),
  versionId: z.string(),
  name: z.string(),
  label: z.number().optional().describe('Its number in the preview picture.'),
  score: z.number().describe('Chance that the mask is right, 0 to 1, by the model itself.'),
  area: z.number().describe('Pixels inside.'),
  share: z.number().describe('Part of the picture that is inside, 0 to 1.'),
  box: box.nullable(),
  uri: z.string().describe('Resource with the mask (PNG, white inside).'),
});

const alternative = z.object({
  choice: z.number().describe('Give it to segment, with the same point, to mark this instead.'),
  name: z.string(),
  score: mask.shape.score,
  area: mask.shape.area,
  box: box.nullable(),
});

export const edit = z.object({
  kind: z.string(),
  fromImageId: z.string().nullable(),
  toImageId: z.string(),
  changedPixels: z.number().describe('All other pixels are byte for byte those of the picture before.'),
  markedPixels: z.number().nullable().describe('Pixels of what was marked; null where nothing was.'),
  changedByMarked: z.number().nullable(),
  outsidePixels: z.number().describe('Pixels changed beyond what was marked and its soft border.'),
  outsideEqual: z.boolean(),
  region: z.string().describe('Resource with the pixels that could change (PNG, white inside).'),
  seed: z.number(),
  endedMaskIds: z.array(z.string()).describe('Masks whose thing is no longer there.'),
});

const message = z.string().describe('What happened, in a sentence.');
const page = z.string().nullable().describe('Address at which a person sees the same session, live.');
const preview = z
  .object({ width: z.number(), height: z.number(), scale: z.number().describe('Preview pixels for one pixel of the picture.') })
  .nullable()
  .describe('Of the picture in this result. The ruler along its edges counts pixels of the picture, not of the preview.');

/** What every call gives that says something to the model. */
export const turn = z.object({
  message,
  status: z.enum(['done', 'running', 'stopped']).describe('running: not finished yet; call wait with this turnId.'),
  sessionId: z.string(),
  turnId: z.string(),
  action: z.string().nullable().describe('What the model took the words for: answer, none (no such thing), segment, remove, recolour, …'),
  picture: picture.nullable(),
  masks: z.array(mask),
  clicks: z.array(z.object({ x: z.number(), y: z.number(), positive: z.boolean(), held: z.boolean() })).optional().describe('Whether each click is in the masks, or out of them, as it was said.'),
  alternatives: z.array(alternative).describe('What else a click on a photo may mean than what was marked, best first.'),
  edit: edit.nullable(),
  preview,
  page,
});

/** What every call gives that shows a session as it is. */
export const session = z.object({
  message,
  sessionId: z.string(),
  title: z.string(),
  picture: picture.nullable().describe('The current picture: what the next call is about.'),
  masks: z.array(mask).describe('Masks of what is in the current picture.'),
  preview,
  page,
});

export type MaskOut = z.output<typeof mask>;
export type PictureOut = z.output<typeof picture>;
export type TurnOut = z.output<typeof turn>;
export type SessionOut = z.output<typeof session>;
