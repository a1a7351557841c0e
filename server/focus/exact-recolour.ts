// A recolouring that keeps the picture's detail, in place of the painted one, wherever painting would lose it.

import { adjustmentSchema } from '../images/adjust/adjustment.ts';
import { colourIn } from '../images/adjust/colour.ts';
import type { Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import { adjustedExactly } from './exact-edit.ts';
import type { EditResult } from './turn-events.ts';

/**
 * Up to this longer side, in pixels, the decoder paints at about the picture's own size and knows what light does to a colour: of 40 held-out
 * scenes of 128 pixels it had 40 right and 22.4 dB, the exact change 22 and 15.4 dB. In larger pictures, and on photos, it leaves a third of the
 * edges, the exact change nine tenths (docs/decisions/033).
 */
const paintedUpTo = 160;

/** The colour of a wish that is carried out exactly, in the words of whoever said it; null where it is painted. */
export function exactColour({ width, height }: Picture, text: string, understood: string): string | null {
  if (Math.max(width, height) <= paintedUpTo) return null;
  return colourIn(text) ?? colourIn(understood);
}

export async function recolourExactly(picture: Picture, place: Mask, colour: string, seed: number): Promise<EditResult> {
  return { ...await adjustedExactly(picture, place, adjustmentSchema.parse({ kind: 'recolour', colour }), seed), kind: 'recolour' };
}
