// Paints strokes and areas into a mask, away from the page's thread: a mask of a large picture has millions of pixels.

import { combineByHand } from './drawn-mask.ts';
import type { Region, Stroke } from './tools/tool.ts';

export interface DrawRequest {
  number: number;
  width: number;
  height: number;
  /** COCO run lengths of the mask drawn on; null for a new one. */
  counts: string | null;
  drawn: Region | Stroke;
}

export interface DrawAnswer {
  number: number;
  counts: string;
}

interface Scope {
  onmessage: ((message: MessageEvent<DrawRequest>) => void) | null;
  postMessage(answer: DrawAnswer): void;
}

const scope = self as unknown as Scope;
scope.onmessage = ({ data: { number, width, height, counts, drawn } }) => scope.postMessage({ number, counts: combineByHand({ width, height }, counts, drawn) });
