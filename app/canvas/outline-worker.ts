// Decodes masks and finds their outlines away from the page's thread: a mask of 40 megapixels takes a while.

import { decodeRle } from '../../server/images/rle.ts';
import { outlineOf } from './outline.ts';

export interface OutlineRequest {
  key: string;
  counts: string;
  width: number;
  height: number;
}

export interface OutlineAnswer {
  key: string;
  rings: Float32Array[];
}

interface Scope {
  onmessage: ((message: MessageEvent<OutlineRequest>) => void) | null;
  postMessage(answer: OutlineAnswer, transfer: Transferable[]): void;
}

const scope = self as unknown as Scope;

scope.onmessage = ({ data: { key, counts, width, height } }) => {
  let rings: Float32Array[] = [];
  try {
    rings = outlineOf(decodeRle({ size: [height, width], counts }));
  } catch {
    // A damaged mask is drawn as nothing; its name and score are still in the list.
  }
  scope.postMessage({ key, rings }, rings.map((ring) => ring.buffer as ArrayBuffer));
};
