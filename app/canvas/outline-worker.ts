// Decodes masks, finds their outlines and draws all of them into one layer, away from the page's thread: a mask of 40 megapixels
// takes a while, and so do thirty of them.

import { decodeRle } from '../../server/images/rle.ts';
import { drawMasks } from './draw-masks.ts';
import { outlineOf } from './outline.ts';
import type { Colour } from './palette.ts';
import { pathOfRings } from './rings-path.ts';
import type { Size, View } from './view.ts';

export interface OutlineRequest {
  kind: 'outline';
  key: string;
  counts: string;
  width: number;
  height: number;
}

export interface LayerRequest {
  kind: 'layer';
  number: number;
  /** In device pixels. */
  size: Size;
  view: View;
  ratio: number;
  opacity: number;
  /** Whose outlines were asked for before. */
  masks: { key: string; colour: Colour }[];
}

export type OutlineAnswer =
  | { kind: 'outline'; key: string; rings: Float32Array[] }
  | { kind: 'layer'; number: number; bitmap: ImageBitmap };

interface Scope {
  onmessage: ((message: MessageEvent<OutlineRequest | LayerRequest>) => void) | null;
  postMessage(answer: OutlineAnswer, transfer: Transferable[]): void;
}

const scope = self as unknown as Scope;
const paths = new Map<string, Path2D>();
/** More than the page asks for at once; those that were not used for longest go. */
const mostPaths = 600;
let canvas: OffscreenCanvas | null = null;

scope.onmessage = ({ data }) => (data.kind === 'outline' ? outline(data) : layer(data));

function outline({ key, counts, width, height }: OutlineRequest): void {
  let rings: Float32Array[] = [];
  try {
    rings = outlineOf(decodeRle({ size: [height, width], counts }));
  } catch {
    // A damaged mask is drawn as nothing; its name and score are still in the list.
  }
  paths.delete(key);
  paths.set(key, pathOfRings(rings));
  for (const oldest of paths.keys()) {
    if (paths.size <= mostPaths) break;
    paths.delete(oldest);
  }
  scope.postMessage({ kind: 'outline', key, rings }, rings.map((ring) => ring.buffer as ArrayBuffer));
}

function layer({ number, size, view, ratio, opacity, masks }: LayerRequest): void {
  canvas ??= new OffscreenCanvas(size.width, size.height);
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d')!;
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.left * ratio, view.top * ratio);
  const drawn = masks.flatMap(({ key, colour }) => {
    const path = paths.get(key);
    return path === undefined ? [] : [{ path, colour, lit: false }];
  });
  drawMasks(context, drawn, view.scale, opacity);
  const bitmap = canvas.transferToImageBitmap();
  scope.postMessage({ kind: 'layer', number, bitmap }, [bitmap]);
}
