// What can be done to a picture exactly, without the model: one description of each operation, for HTTP, agents, command line and page.

import { z } from 'zod';
import { readColour } from './colour.ts';

/** A share of the whole change: 0 leaves the picture as it is, 100 makes all of it. */
const strength = z.number().min(0).max(100).default(100);
const percent = z.number().min(-100).max(100).default(0);
/** #rrggbb or a name of CSS. */
export const colourSchema = z.string().trim().min(1).max(60)
  .refine((value) => readColour(value) !== null, 'give a colour by name or as #rrggbb');
const side = z.int().min(1).max(20_000);
/** Pixels over which the change fades at the border, inside of it. */
const edge = z.number().min(0).max(200);
/** Pixels of the picture; a share of its longer side where left out. */
const radius = z.number().min(0.5).max(500).optional();

/** What is changed: the mask, everything but it, or the whole picture. */
const target = z.enum(['mask', 'background', 'picture']).optional();
const within = { target, edge: edge.default(1) };

const recolour = z.strictObject({
  kind: z.literal('recolour'), ...within, colour: colourSchema, strength,
  /** How far lightness goes to that of the colour: 0 keeps it as it is. */
  lightness: z.number().min(0).max(100).optional(),
});
const tone = z.strictObject({
  kind: z.literal('tone'), ...within,
  /** Degrees round the colour circle. */
  hue: z.number().min(-180).max(180).default(0),
  saturation: percent, lightness: percent, contrast: percent,
  /** Towards orange, or towards blue. */
  warmth: percent,
});
const grey = z.strictObject({ kind: z.literal('grey'), ...within, strength });
const fill = z.strictObject({ kind: z.literal('fill'), ...within, colour: colourSchema, strength });
const threshold = z.strictObject({
  kind: z.literal('threshold'), ...within,
  /** Lightness from which on it becomes white; darker becomes black. */
  level: z.number().min(0).max(100).default(50),
});
const blur = z.strictObject({ kind: z.literal('blur'), ...within, radius });
const sharpen = z.strictObject({ kind: z.literal('sharpen'), ...within, radius, strength });
const pixelate = z.strictObject({ kind: z.literal('pixelate'), ...within, size: z.int().min(2).max(1000).optional() });

const cutOut = z.strictObject({
  kind: z.literal('cut-out'), edge: edge.default(1),
  /** Whether the picture gets as small as what is left. */
  trim: z.boolean().default(true),
  /** Whether specks and holes are dropped. */
  clean: z.boolean().default(true),
});
const background = z.strictObject({
  kind: z.literal('background'), edge: edge.default(1),
  to: z.enum(['transparent', 'colour', 'blur', 'grey', 'picture']),
  colour: colourSchema.optional(), radius,
  /** Id of the picture that is laid behind; it is cut to cover. */
  picture: z.uuid().optional(),
  clean: z.boolean().default(true),
}).refine(({ to, colour }) => to !== 'colour' || colour !== undefined, 'say which colour')
  .refine(({ to, picture }) => to !== 'picture' || picture !== undefined, 'say which picture');

const box = z.strictObject({ left: z.int(), top: z.int(), width: side, height: side });
const crop = z.strictObject({
  kind: z.literal('crop'),
  /** Pixels; round the mask where left out. */
  box: box.optional(),
  /** Pixels left round the mask. */
  margin: z.int().min(0).max(5000).default(0),
  /** Width by height; the crop is widened to it. */
  aspect: z.number().min(0.05).max(20).optional(),
});
const resize = z.strictObject({ kind: z.literal('resize'), width: side.optional(), height: side.optional() })
  .refine(({ width, height }) => width !== undefined || height !== undefined, 'give width or height');
const rotate = z.strictObject({
  kind: z.literal('rotate'),
  /** Clockwise. */
  degrees: z.union([z.literal(90), z.literal(180), z.literal(270), z.literal(-90)]).default(90),
});
const flip = z.strictObject({ kind: z.literal('flip'), direction: z.enum(['horizontal', 'vertical']).default('horizontal') });
const straighten = z.strictObject({
  kind: z.literal('straighten'),
  /** Clockwise; what would be empty at the corners is cut off. */
  degrees: z.number().min(-45).max(45),
});

export const adjustmentSchema = z.discriminatedUnion('kind', [
  recolour, tone, grey, fill, threshold, blur, sharpen, pixelate, cutOut, background, crop, resize, rotate, flip, straighten,
]);
/** As it is sent. */
export type AdjustmentRequest = z.input<typeof adjustmentSchema>;
/** As it is read. */
export type Adjustment = z.output<typeof adjustmentSchema>;
export type AdjustmentKind = Adjustment['kind'];
export type Of<Kind extends AdjustmentKind> = Extract<Adjustment, { kind: Kind }>;

/** After these the picture has another size or lies otherwise, so that masks have to move with it. */
const moving: readonly AdjustmentKind[] = ['crop', 'resize', 'rotate', 'flip', 'straighten'];

export function movesPixels(adjustment: Adjustment): boolean {
  return moving.includes(adjustment.kind) || (adjustment.kind === 'cut-out' && adjustment.trim);
}

/** Whether there is nothing to do without a mask. */
export function needsMask(adjustment: Adjustment): boolean {
  if (adjustment.kind === 'crop') return adjustment.box === undefined && adjustment.aspect === undefined;
  if (adjustment.kind === 'cut-out' || adjustment.kind === 'background') return true;
  return 'target' in adjustment && (adjustment.target === 'mask' || adjustment.target === 'background');
}

/** The same operation on the picture at another size, for a look at what it will be. */
export function scaledAdjustment(adjustment: Adjustment, scale: number): Adjustment {
  const scaled: Record<string, unknown> = { ...adjustment };
  for (const name of ['radius', 'edge', 'size', 'margin']) {
    const value = scaled[name];
    if (typeof value === 'number') scaled[name] = name === 'edge' && value <= 1.5 ? value : name === 'size' ? Math.max(2, Math.round(value * scale)) : name === 'margin' ? Math.round(value * scale) : Math.max(0.5, value * scale);
  }
  return scaled as Adjustment;
}
