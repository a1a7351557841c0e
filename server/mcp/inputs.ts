// What the arguments of tools are made of. The words of `describe` are read by agents.

import { z } from 'zod';
import type { Pointed } from '../conversation/requests.ts';
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
