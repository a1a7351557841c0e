// Decodes masks, finds their outlines and draws all of them into one layer, away from the page's thread: a mask of 40 megapixels
// takes a while, and so do thirty of them.

import { decodeRle } from '../../server/images/rle.ts';
import { coarser } from './coarser.ts';
import { drawMasks } from './draw-masks.ts';
import { outlineOf } from './outline.ts';
import type { Colour } from './palette.ts';
import { pathOfRings } from './rings-path.ts';
import type { Size, View } from './view.ts';

export interface OutlineRequest {
  kind: 'outline';
  key: number;
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
  lit: boolean;
  /** Whose outlines were asked for before. */
  masks: { key: number; colour: Colour }[];
}

export type OutlineAnswer =
  | { kind: 'outline'; key: number; rings: Float32Array[] }
  | { kind: 'layer'; number: number; bitmap: ImageBitmap };

interface Scope {
  onmessage: ((message: MessageEvent<OutlineRequest | LayerRequest>) => void) | null;
  postMessage(answer: OutlineAnswer, transfer: Transferable[]): void;
}

const scope = self as unknown as Scope;
interface Outline {
  rings: Float32Array[];
  /** By how far its points are apart, pixels of the picture; 0: all of them. */
  paths: Map<number, Path2D>;
}

const outlines = new Map<number, Outline>();
/** More than the page asks for at once; the oldest go. */
const mostOutlines = 600;
/** Device pixels; what is smaller is not drawn. */
const finest = 0.7;
let canvas: OffscreenCanvas | null = null;

scope.onmessage = ({ data }) => (data.kind === 'outline' ? outline(data) : layer(data));

function outline({ key, counts, width, height }: OutlineRequest): void {
  let rings: Float32Array[] = [];
  try {
    rings = outlineOf(decodeRle({ size: [height, width], counts }));
  } catch {
    // A damaged mask is drawn as nothing; its name and score are still in the list.
  }
  outlines.delete(key);
  outlines.set(key, { rings, paths: new Map() });
  for (const oldest of outlines.keys()) {
    if (outlines.size <= mostOutlines) break;
    outlines.delete(oldest);
  }
  scope.postMessage({ kind: 'outline', key, rings }, []);
}

/** As fine as it is seen at `scale` device pixels for one of the picture, in steps of two, so that zooming uses few. */
function pathAt({ rings, paths }: Outline, scale: number): Path2D {
  const apart = scale >= finest ? 0 : 2 ** Math.floor(Math.log2(finest / scale));
  let path = paths.get(apart);
  if (path === undefined) {
    path = pathOfRings(apart === 0 ? rings : rings.map((ring) => coarser(ring, apart)));
    paths.set(apart, path);
  }
  return path;
}

function layer({ number, size, view, ratio, opacity, lit, masks }: LayerRequest): void {
  canvas ??= new OffscreenCanvas(size.width, size.height);
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d')!;
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.left * ratio, view.top * ratio);
  const drawn = masks.flatMap(({ key, colour }) => {
    const outline = outlines.get(key);
    return outline === undefined ? [] : [{ path: pathAt(outline, view.scale * ratio), colour, lit }];
  });
  drawMasks(context, drawn, view.scale, opacity);
  const bitmap = canvas.transferToImageBitmap();
  scope.postMessage({ kind: 'layer', number, bitmap }, [bitmap]);
}
