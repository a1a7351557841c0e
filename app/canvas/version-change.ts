// What a version of a mask has more and less than the one it came from.

import type { MaskDocument, MaskShape, MaskVersionDocument } from '../../server/conversation/documents.ts';
import { subtractRle } from '../../server/images/rle.ts';

/** Pixels as run lengths; there may be none. */
export type ShapePart = Pick<MaskShape, 'width' | 'height' | 'counts' | 'area'>;

export interface VersionChange {
  shape: MaskShape;
  added: ShapePart;
  removed: ShapePart;
  /** Number of the version that it is compared with. */
  than: number;
}

/** Null for the first version. */
export function changeOf({ versions }: Pick<MaskDocument, 'versions'>, { parentId, shape }: MaskVersionDocument): VersionChange | null {
  const before = versions.find(({ id }) => id === parentId);
  if (before === undefined) return null;
  return { shape, added: without(shape, before.shape), removed: without(before.shape, shape), than: before.number };
}

function without(one: MaskShape, other: MaskShape): ShapePart {
  const { width, height } = one;
  const { counts, area } = subtractRle({ size: [height, width], counts: one.counts }, { size: [height, width], counts: other.counts });
  return { width, height, counts, area };
}

export function changeInWords({ added, removed, than }: VersionChange): string {
  if (added.area + removed.area === 0) return `the same pixels as version ${than}`;
  return `${inWords(added)} more, ${inWords(removed)} less than version ${than}`;
}

export const inWords = ({ area }: Pick<ShapePart, 'area'>): string => `${area.toLocaleString('en-US')} px`;
