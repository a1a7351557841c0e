import { area, boundingBox, type Mask } from '../images/mask.ts';
import { encodeRle } from '../images/rle.ts';
import type { MaskShape } from './log-event.ts';

/** A mask as it is stored and given out; the box of an empty one has no area. */
export function shapeOf(mask: Mask): MaskShape {
  const box = boundingBox(mask) ?? { left: 0, top: 0, width: 0, height: 0 };
  return { counts: encodeRle(mask).counts, width: mask.width, height: mask.height, area: area(mask), box };
}
