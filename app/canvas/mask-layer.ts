// A layer of masks, drawn anew in the worker while the view moves; until the next one is there the last one is moved along.

import { drawLayer, numberOf, pathOf } from './mask-paths.ts';
import type { ShownMask } from './session-masks.ts';
import type { Size, View } from './view.ts';

export interface WantedLayer {
  masks: readonly ShownMask[];
  view: View;
  room: Size;
  ratio: number;
  opacity: number;
  /** Drawn brighter. */
  lit: boolean;
}

export class MaskLayer {
  readonly #onDrawn: () => void;
  #drawn: { bitmap: ImageBitmap; view: View } | null = null;
  #drawing: WantedLayer | null = null;
  #wanted: WantedLayer | null = null;
  #last: { wanted: WantedLayer; paths: number } | null = null;

  constructor(onDrawn: () => void) {
    this.#onDrawn = onDrawn;
  }

  want(wanted: WantedLayer): void {
    this.#wanted = wanted;
    if (this.#drawing === null) void this.#draw();
  }

  get isEmpty(): boolean {
    return this.#drawn === null;
  }

  /** Over what the context shows, at its own view moved to the present one. */
  paint(context: CanvasRenderingContext2D, view: View, ratio: number): void {
    if (this.#drawn === null) return;
    const { bitmap, view: from } = this.#drawn;
    const grown = view.scale / from.scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingEnabled = grown !== 1;
    context.drawImage(bitmap, (view.left - from.left * grown) * ratio, (view.top - from.top * grown) * ratio, bitmap.width * grown, bitmap.height * grown);
  }

  async #draw(): Promise<void> {
    while (this.#wanted !== null) {
      const wanted = this.#wanted;
      this.#wanted = null;
      const { masks, view, room, ratio, opacity, lit } = wanted;
      const paths = masks.filter(({ shape }) => pathOf(shape) !== null).length;
      const isSame = this.#last !== null && this.#last.paths === paths && same(this.#last.wanted, wanted);
      const size = { width: Math.round(room.width * ratio), height: Math.round(room.height * ratio) };
      if (isSame || size.width === 0 || size.height === 0 || view.scale === 0) continue;
      this.#drawing = wanted;
      this.#last = { wanted, paths };
      const drawn = masks.length === 0 ? null : await drawLayer({ size, view, ratio, opacity, lit, masks: masks.map(({ shape, colour }) => ({ key: numberOf(shape), colour })) });
      this.#drawing = null;
      this.#drawn?.bitmap.close();
      this.#drawn = drawn === null ? null : { bitmap: drawn, view };
      this.#onDrawn();
    }
  }
}

function same(one: WantedLayer, other: WantedLayer): boolean {
  return sameList(one.masks, other.masks) && one.ratio === other.ratio && one.opacity === other.opacity &&
    one.room.width === other.room.width && one.room.height === other.room.height &&
    one.view.scale === other.view.scale && one.view.left === other.view.left && one.view.top === other.view.top;
}

const sameList = <Item>(one: readonly Item[], other: readonly Item[]) => one === other || (one.length === other.length && one.every((item, index) => item === other[index]));
