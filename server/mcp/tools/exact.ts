// Changes that are computed and not painted: one family, each call a version of the picture.

import { z } from 'zod';
import type { AdjustmentRequest } from '../../images/adjust/adjustment.ts';
import { InputError } from '../../errors.ts';
import { box, maskId, sessionId } from '../inputs.ts';
import { operationAnswer, operationOut } from '../operation-answer.ts';
import { adds, type Tool, tool } from '../tool.ts';

const masks = z.array(maskId).max(16).default([]);
const about = { sessionId, maskIds: masks };
const needed = { sessionId, maskIds: masks.describe('What stays; several count as one thing.') };
const edge = z.number().min(0).max(200).optional().describe('Width of the soft border, pixels; 1 by default.');
const colour = z.string().max(60).optional().describe('A name ("dark green") or #rrggbb.');
const percent = z.number().min(-100).max(100).optional();

/** A tool of the family: `ask` makes the operation of what was given. */
function exact<Shape extends z.ZodRawShape & typeof about>(said: Pick<Tool, 'name' | 'title' | 'description'>, shape: Shape, ask: (given: z.output<z.ZodObject<Shape>>) => Record<string, unknown>): Tool {
  return tool({
    ...said, input: z.strictObject(shape), output: operationOut, scope: 'edit', hints: adds,
    async run(given, caller) {
      const { sessionId: id, maskIds } = given as { sessionId: string; maskIds: string[] };
      const adjustment = Object.fromEntries(Object.entries(ask(given as z.output<z.ZodObject<Shape>>)).filter(([, value]) => value !== undefined));
      return operationAnswer(caller, await caller.conversations.operate(id, { kind: 'adjust', masks: maskIds, adjustment: adjustment as AdjustmentRequest }), id);
    },
  });
}

const change = z.enum(['recolour', 'tone', 'grey', 'fill', 'threshold', 'blur', 'sharpen', 'pixelate', 'resize', 'rotate', 'flip', 'straighten']);
const parameters = {
  target: z.enum(['mask', 'background', 'picture']).optional().describe('Default: mask where maskIds are given, else picture. background: everything but them.'),
  colour, strength: z.number().min(0).max(100).optional().describe('recolour, grey, fill, sharpen: percent of the whole change.'),
  hue: z.number().min(-180).max(180).optional().describe('tone: degrees.'),
  saturation: percent, lightness: percent.describe('tone: percent, also saturation, contrast, warmth.'), contrast: percent, warmth: percent,
  radius: z.number().min(0.5).max(500).optional().describe('blur, sharpen: pixels.'), size: z.int().min(2).max(1000).optional().describe('pixelate: side of a block.'),
  level: z.number().min(0).max(100).optional().describe('threshold.'), edge,
  width: z.int().min(1).max(20_000).optional(), height: z.int().min(1).max(20_000).optional(),
  degrees: z.number().min(-270).max(270).optional().describe('rotate: 90, 180, 270, clockwise. straighten: -45 to 45.'),
  direction: z.enum(['horizontal', 'vertical']).optional().describe('flip.'),
};

export const adjust = exact({
  name: 'adjust',
  title: 'Adjust the picture exactly',
  description:
    'Changes the picture exactly, at full resolution and without the model, within masks or as a whole: recolour (colour; texture, light and dark stay), tone, grey, fill, threshold, blur, sharpen, pixelate; '
    + 'resize, rotate, flip, straighten (masks move along, with new ids). Beyond the masks not a byte changes. A new version; undo takes it back.',
}, { ...about, kind: change, ...parameters }, ({ sessionId: _, maskIds: __, kind, ...given }) => ({ kind, ...given }));

export const cutOut = exact({
  name: 'cut_out',
  title: 'Cut a thing out',
  description: 'The thing of the masks alone on a transparent ground, with a soft clean border, trimmed to it. A new version; export or read it as PNG.',
}, { ...needed, trim: z.boolean().optional().describe('false: keeps the size of the picture.'), edge }, ({ maskIds, trim, edge: width }) => {
  thing(maskIds);
  return { kind: 'cut-out', trim, edge: width };
});

export const background = exact({
  name: 'background',
  title: 'Change what is behind a thing',
  description: 'Everything but the masks becomes transparent, one colour, blurred, grey, or another picture, exactly and without the model. To paint a new ground (grass, sand) use edit.',
}, {
  ...needed, to: z.enum(['transparent', 'colour', 'blur', 'grey', 'picture']), colour,
  radius: z.number().min(0.5).max(500).optional().describe('blur: pixels.'),
  imageId: z.uuid().optional().describe('picture: which one, from open_image.'), edge,
}, ({ maskIds, to, colour: wanted, radius, imageId, edge: width }) => {
  thing(maskIds);
  return { kind: 'background', to, colour: wanted, radius, picture: imageId, edge: width };
});

export const crop = exact({
  name: 'crop',
  title: 'Crop the picture',
  description: 'Crops to the masks (margin: pixels round them), to box, or to a form (aspect: width by height). Masks move along, with new ids.',
}, { ...about, box: box.optional(), margin: z.int().min(0).max(5000).optional(), aspect: z.number().min(0.05).max(20).optional() }, ({ box: place, margin, aspect }) => ({ kind: 'crop', box: place, margin, aspect }));

function thing(maskIds: readonly string[]): void {
  if (maskIds.length > 0) return;
  throw new InputError({ code: 'mask-needed', message: 'It is not said which thing stays.', hint: 'Mark it with segment and give its maskId in maskIds.' });
}
