// An exact operation as it was asked for: what is computed on pixels and a mask, without the model. Data only; whoever carries it out finds
// the pixels that a target means.

import { z } from 'zod';

/** #rrggbb, lower case. */
const colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What it is done to. `chosen`: the mask that was chosen, or made last ("it"). `thing`: what is to be found by its name. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picture') }),
  z.object({ kind: z.literal('background') }),
  z.object({ kind: z.literal('chosen') }),
  z.object({ kind: z.literal('thing'), name: z.string().min(1) }),
]);
export type Target = z.infer<typeof targetSchema>;

const on = { target: targetSchema };
/** Shares of the range there is: 0.2 is a fifth more, -0.2 a fifth less. */
const share = z.number().min(-1).max(1);

export const exactWishSchema = z.discriminatedUnion('operation', [
  /** Only the target stays, on transparency, trimmed to it. */
  z.object({ operation: z.literal('cutout'), ...on }),
  /** `target`: what stands before the background. */
  z.object({ operation: z.literal('background-remove'), ...on }),
  z.object({ operation: z.literal('background-blur'), ...on, radius: z.number().positive().optional() }),
  z.object({ operation: z.literal('background-colour'), ...on, colour }),
  z.object({ operation: z.literal('background-grey'), ...on }),
  z.object({ operation: z.literal('recolour'), ...on, colour }),
  z.object({
    operation: z.literal('adjust'), ...on,
    brightness: share.optional(), contrast: share.optional(), saturation: share.optional(), warmth: share.optional(),
    /** Degrees. */
    hue: z.number().min(-180).max(180).optional(),
  }),
  z.object({ operation: z.literal('grey'), ...on }),
  /** Pixels. */
  z.object({ operation: z.literal('blur'), ...on, radius: z.number().positive().optional() }),
  /** Pixels of a block's side. */
  z.object({ operation: z.literal('pixelate'), ...on, block: z.number().positive().optional() }),
  z.object({ operation: z.literal('fill'), ...on, colour }),
  /** To the target, to a shape (width ÷ height), or by a share of each side. */
  z.object({ operation: z.literal('crop'), ...on, ratio: z.number().positive().optional(), by: z.number().min(0).max(0.9).optional() }),
  /** Pixels, or a factor. */
  z.object({ operation: z.literal('resize'), width: z.int().positive().optional(), height: z.int().positive().optional(), scale: z.number().positive().optional() }),
  /** Clockwise. */
  z.object({ operation: z.literal('rotate'), quarterTurns: z.int().min(1).max(3) }),
  z.object({ operation: z.literal('flip'), axis: z.enum(['horizontal', 'vertical']) }),
  /** Degrees clockwise; found from the picture where left out. */
  z.object({ operation: z.literal('straighten'), degrees: z.number().min(-45).max(45).optional() }),
]);
export type ExactWish = z.infer<typeof exactWishSchema>;
