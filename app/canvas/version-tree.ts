// The versions of a picture as a tree, in the order of a list: each version, then all that came from it.

import { adjustmentName } from '../adjust/controls.ts';
import type { ImageDocument } from '../../server/conversation/documents.ts';

const origins = { upload: 'uploaded', sample: 'sample', edit: 'edited', draw: 'drawn' } as const;

/** How a version came about, in a word or two. */
export function madeBy({ source, adjustment }: ImageDocument): string {
  return adjustment?.exact ? adjustmentName(adjustment.exact).toLowerCase() : origins[source];
}

export interface VersionNode {
  image: ImageDocument;
  /** By time, from 1. */
  number: number;
  /** How many branchings lie before it: the first that came from a version goes on in its column, others begin their own. */
  depth: number;
  /** The version it came from, by number. */
  from: number | null;
}

/** `images` oldest first. */
export function versionTree(images: readonly ImageDocument[]): VersionNode[] {
  const numbers = new Map(images.map(({ id }, index) => [id, index + 1]));
  const nodes: VersionNode[] = [];
  const visit = (image: ImageDocument, depth: number) => {
    nodes.push({ image, number: numbers.get(image.id)!, depth, from: numbers.get(image.parentId ?? '') ?? null });
    const children = images.filter(({ parentId }) => parentId === image.id);
    // Side branches first, so that the line that goes on straight stands right below what it came from last.
    for (const [index, child] of children.entries()) visit(child, depth + (index < children.length - 1 ? 1 : 0));
  };
  for (const image of images) if (!numbers.has(image.parentId ?? '')) visit(image, 0);
  return nodes;
}
