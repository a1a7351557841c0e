import { area, boundingBox, type Mask } from '../images/mask.ts';
import { encodeRle } from '../images/rle.ts';
import { apart } from '../images/threads/apart.ts';
import type { MaskShape } from './log-event.ts';

/** Of large masks that were measured in a thread. */
const known = new WeakMap<Uint8Array, MaskShape>();

/** A mask as it is stored and given out; the box of an empty one has no area. */
export function shapeOf(mask: Mask): MaskShape {
  return known.get(mask.data) ?? measured(mask);
}

/** So that `shapeOf` knows it at once; of a large mask in a thread of its own. */
export async function measureShape(mask: Mask, signal?: AbortSignal): Promise<MaskShape> {
  const shape = known.get(mask.data) ?? await apart(measured, { file: 'server/store/mask-shape.ts', name: 'measured', pixels: mask.width * mask.height, signal }, mask);
  known.set(mask.data, shape);
  return shape;
}

export function measured(mask: Mask): MaskShape {
  const box = boundingBox(mask) ?? { left: 0, top: 0, width: 0, height: 0 };
  return { counts: encodeRle(mask).counts, width: mask.width, height: mask.height, area: area(mask), box };
}
