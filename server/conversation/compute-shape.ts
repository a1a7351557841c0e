// Masks from masks, as they are stored; of large ones in a thread.

import { decodeRle } from '../images/rle.ts';
import { apart } from '../images/threads/apart.ts';
import type { MaskShape } from '../store/log-event.ts';
import { shapeOf } from '../store/mask-shape.ts';
import { type Computed, computeMask } from './compute-mask.ts';
import type { ComputedRequest } from './operation-requests.ts';

export interface StoredSource extends Pick<MaskShape, 'counts' | 'width' | 'height'> {
  name: string;
  /** Width of its soft edge, pixels. */
  feather: number;
}

export type ComputedShape = Omit<Computed, 'mask'> & { shape: MaskShape };

/** @throws as `computeMask`. */
export function computeShapeApart(request: ComputedRequest, sources: readonly StoredSource[]): Promise<ComputedShape> {
  const pixels = sources[0].width * sources[0].height;
  return apart(computeShape, { file: 'server/conversation/compute-shape.ts', name: 'computeShape', pixels }, request, sources);
}

export function computeShape(request: ComputedRequest, sources: readonly StoredSource[]): ComputedShape {
  const { mask, ...computed } = computeMask(request, sources.map(({ counts, width, height, ...source }) => ({ ...source, mask: decodeRle({ size: [height, width], counts }) })));
  return { ...computed, shape: shapeOf(mask) };
}

/** The shape of run lengths that came from outside. @throws MaskError `mask-rle-invalid`. */
export function readShapeApart(size: [number, number], counts: string | number[]): Promise<MaskShape> {
  return apart(readShape, { file: 'server/conversation/compute-shape.ts', name: 'readShape', pixels: size[0] * size[1] }, size, counts);
}

export function readShape(size: [number, number], counts: string | number[]): MaskShape {
  return shapeOf(decodeRle({ size, counts }));
}
