// The pointer of the keyboard: arrow keys move it over the picture, Enter presses it.

import type { ToolInHand } from './tool-in-hand.ts';
import { pixelAt, type Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

const directions: Record<string, readonly [across: number, down: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Screen pixels that a press may slip, as with a mouse. */
const slack = 4;

export class Crosshair {
  readonly #view: ViewStore;
  readonly #tool: ToolInHand;
  readonly #onHover: (place: Place | null) => void;
  /** A pixel of the picture; null while the keyboard does not point. */
  place: Place | null = null;

  constructor(view: ViewStore, tool: ToolInHand, onHover: (place: Place | null) => void) {
    this.#view = view;
    this.#tool = tool;
    this.#onHover = onHover;
  }

  /** Whether the key was one of the picture's. */
  key(key: string, { shift, alt }: { shift: boolean; alt: boolean }): boolean {
    const { width, height } = this.#view.picture;
    const from = this.place ?? { x: Math.floor(width / 2), y: Math.floor(height / 2) };
    const direction = directions[key];
    if (direction !== undefined) {
      const stride = Math.max(1, Math.round((width / 100) * (shift ? 8 : 2)));
      const to = pixelAt(this.#view.picture, { x: from.x + direction[0] * stride, y: from.y + direction[1] * stride });
      this.#point(to);
      this.#tool.step('move', to, alt, slack);
    } else if (key === 'Enter') {
      this.#point(from);
      // What is drawn needs two presses, one at each end; a click is pressed and let go at once.
      const ends = this.#tool.drags && this.#tool.isOpen;
      if (!ends) this.#tool.step('down', from, alt, slack);
      if (ends || !this.#tool.drags) this.#tool.step('up', from, alt, slack);
    } else if (key === 'Escape') {
      if (this.place === null && this.#tool.pending === null) return false;
      this.#tool.step('cancel', from, false, slack);
      this.place = null;
      this.#onHover(null);
    } else return false;
    return true;
  }

  #point(place: Place): void {
    this.place = place;
    this.#view.reveal(place);
    this.#onHover(place);
  }
}
