// A layer of masks, drawn in the worker a little larger than what is in sight. While the view moves it is moved along; a new one is
// drawn when the view comes near its edge, and while zooming when it has become too coarse or the view rests.

import { areaOf, holds, type Area } from './layer-area.ts';
import { drawLayer, numberOf, pathOf } from './mask-paths.ts';
import type { ShownMask } from './session-masks.ts';
import type { Size, View } from './view.ts';

export interface WantedLayer {
  masks: readonly ShownMask[];
  view: View;
  picture: Size;
  room: Size;
  ratio: number;
  opacity: number;
  /** Drawn brighter. */
  lit: boolean;
}

interface DrawnLayer {
  wanted: WantedLayer;
  /** How many of its masks had an outline. */
  paths: number;
  area: Area;
  bitmap: ImageBitmap | null;
}

/** Screen pixels that are drawn on each side of what is in sight. */
const beyond = 160;
/** How far a layer may be scaled before it is drawn anew while zooming. */
const coarsest = 1.25;
/** How long a zoom rests until it is drawn sharply, ms. */
const rest = 70;

export class MaskLayer {
  readonly #onDrawn: () => void;
  #drawn: DrawnLayer | null = null;
  #wanted: WantedLayer | null = null;
  #isDrawing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onDrawn: () => void) {
    this.#onDrawn = onDrawn;
  }

  want(wanted: WantedLayer): void {
    this.#wanted = wanted;
    if (!this.#isDrawing) this.#look(wanted);
  }

  get isEmpty(): boolean {
    return this.#drawn === null || this.#drawn.bitmap === null;
  }

  /** Over what the context shows, at its own view moved to the present one. */
  paint(context: CanvasRenderingContext2D, view: View, ratio: number): void {
    if (this.#drawn === null || this.#drawn.bitmap === null) return;
    const { bitmap, area, wanted: { view: from } } = this.#drawn;
    const grown = view.scale / from.scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingEnabled = grown !== 1;
    context.drawImage(
      bitmap, (view.left + (area.left - from.left) * grown) * ratio, (view.top + (area.top - from.top) * grown) * ratio,
      bitmap.width * grown, bitmap.height * grown,
    );
  }

  #look(wanted: WantedLayer): void {
    clearTimeout(this.#timer);
    const paths = wanted.masks.filter(({ shape }) => pathOf(shape) !== null).length;
    const wait = this.#drawn === null ? 0 : waitFor(this.#drawn, wanted, paths);
    if (wanted.view.scale === 0 || wanted.room.width === 0 || wanted.room.height === 0 || wait === Infinity) return;
    if (wait === 0) void this.#draw(wanted, paths);
    else this.#timer = setTimeout(() => void this.#draw(wanted, paths), wait);
  }

  async #draw(wanted: WantedLayer, paths: number): Promise<void> {
    this.#isDrawing = true;
    const { masks, view, picture, room, ratio, opacity, lit } = wanted;
    const area = areaOf(view, picture, room, beyond, ratio);
    const size = { width: Math.round((area.right - area.left) * ratio), height: Math.round((area.bottom - area.top) * ratio) };
    const isEmpty = masks.length === 0 || size.width <= 0 || size.height <= 0;
    const moved = { scale: view.scale, left: view.left - area.left, top: view.top - area.top };
    const bitmap = isEmpty ? null : await drawLayer({ size, view: moved, ratio, opacity, lit, masks: masks.map(({ shape, colour }) => ({ key: numberOf(shape), colour })) });
    this.#isDrawing = false;
    this.#drawn?.bitmap?.close();
    this.#drawn = { wanted, paths, area, bitmap };
    this.#onDrawn();
    this.#look(this.#wanted!);
  }
}

/** Milliseconds until what is wanted should be drawn; Infinity where what is drawn is that. */
function waitFor({ wanted: drawn, paths: drawnPaths, area }: DrawnLayer, wanted: WantedLayer, paths: number): number {
  if (drawnPaths !== paths || !sameLook(drawn, wanted)) return 0;
  if (wanted.masks.length === 0) return Infinity;
  const grown = wanted.view.scale / drawn.view.scale;
  if (grown > coarsest || grown < 1 / coarsest) return 0;
  // Half of what is beyond, so that the next one is there before the edge is seen.
  const { view, picture, room, ratio } = wanted;
  if (!holds(area, drawn.view, areaOf(view, picture, room, beyond / 2, ratio), view)) return 0;
  return grown === 1 ? Infinity : rest;
}

function sameLook(one: WantedLayer, other: WantedLayer): boolean {
  return sameList(one.masks, other.masks) && one.ratio === other.ratio && one.opacity === other.opacity &&
    one.room.width === other.room.width && one.room.height === other.room.height &&
    one.picture.width === other.picture.width && one.picture.height === other.picture.height;
}

const sameList = <Item>(one: readonly Item[], other: readonly Item[]) => one === other || (one.length === other.length && one.every((item, index) => item === other[index]));
