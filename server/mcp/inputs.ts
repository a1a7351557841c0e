// What the arguments of tools are made of. The words of `describe` are read by agents.

import { z } from 'zod';
import { choiceSchema, type Pointed } from '../conversation/requests.ts';
import { InputError } from '../errors.ts';

export const sessionId = z.uuid().describe('Id of the session, from open_image or list_sessions.');
export const maskId = z.uuid().describe('A maskId (means its newest version) or a versionId (means that version).');

const x = z.number().describe('Pixels of the picture from its left edge.');
const y = z.number().describe('Pixels of the picture from its upper edge.');
const place = z.strictObject({ x, y });

const points = z
  .array(z.strictObject({ x, y, positive: z.boolean().default(true).describe('false says: not this.') }))
  .max(16)
  .default([])
  .describe('Clicks on what is meant (positive) or not meant (positive: false).');

export const box = z.strictObject({
  left: z.number(),
  top: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});

const boxes = z.array(box).max(16).default([]).describe('Boxes drawn loosely round what is meant, in pixels of the picture.');
const scribbles = z
  .array(z.array(place).min(1).max(2000))
  .max(16)
  .default([])
  .describe('Strokes over what is meant, each a list of places.');

export const choice = choiceSchema.optional().describe('Which of the things is meant that the first of the points may mean, as alternatives of an earlier result number them; 0 is the likeliest. For points alone.');

/** What may be pointed at with a message. */
export const places = { points, boxes, scribbles };

export const seed = z.int().min(0).max(2 ** 31 - 1).optional().describe('Repeats a change exactly. Leave it out for a new one.');

type Places = { [Kind in keyof typeof places]: z.output<(typeof places)[Kind]> };

/** Words and places of a message. @throws InputError `nothing-meant` where there are neither. */
export function meant(given: Places & { text: string }, message: string, hint: string): { text: string; prompts: Pointed[] } {
  const said = { text: given.text.trim(), prompts: pointed(given) };
  if (said.text === '' && said.prompts.length === 0) throw new InputError({ code: 'nothing-meant', message, hint });
  return said;
}

/** Clicks, boxes and strokes as a message holds them. */
export function pointed(given: Places): Pointed[] {
  return [
    ...given.points.map((point) => ({ kind: 'point' as const, ...point })),
    ...given.boxes.map((one) => ({ kind: 'box' as const, ...one })),
    ...given.scribbles.map((stroke) => ({ kind: 'scribble' as const, points: stroke })),
  ];
}

/** The same, with a choice at the first click. @throws InputError `choice-needs-click` where there is none. */
export function chosen({ choice: which = 0, ...given }: Places & { choice?: number }): Pointed[] {
  const prompts = pointed(given);
  if (which === 0) return prompts;
  const [first, ...rest] = prompts;
  if (first?.kind !== 'point') throw choiceRefused();
  return [{ ...first, choice: which }, ...rest];
}

export function choiceRefused(): InputError {
  return new InputError({ code: 'choice-needs-click', message: 'A choice is of a first click on what is meant, with nothing but clicks behind it.', hint: 'Leave choice out, or point with points alone.' });
}
