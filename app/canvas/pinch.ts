// Two fingers on the picture: what lies between them moves with their middle and grows with their distance.

import type { Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

export class Pinch {
  readonly #view: ViewStore;
  readonly #fingers = new Map<number, Place>();
  #last: { distance: number; middle: Place } | null = null;

  constructor(view: ViewStore) {
    this.#view = view;
  }

  /** How many fingers are down with this one. */
  down(id: number, place: Place): number {
    this.#fingers.set(id, place);
    if (this.#fingers.size === 2) this.#last = this.#spread();
    return this.#fingers.size;
  }

  /** Whether the movement was that of a pinch. */
  move(id: number, place: Place): boolean {
    if (this.#fingers.has(id)) this.#fingers.set(id, place);
    if (this.#last === null) return false;
    const before = this.#last;
    const now = this.#spread();
    this.#last = now;
    this.#view.panBy(now.middle.x - before.middle.x, now.middle.y - before.middle.y);
    if (before.distance > 0 && now.distance > 0) this.#view.zoomBy(now.distance / before.distance, now.middle);
    return true;
  }

  /** Whether there was a pinch until now. */
  up(id: number): boolean {
    const wasPinch = this.#last !== null;
    this.#fingers.delete(id);
    if (this.#fingers.size < 2) this.#last = null;
    return wasPinch;
  }

  cancel(id?: number): void {
    if (id !== undefined) this.#fingers.delete(id);
    this.#last = null;
  }

  #spread(): { distance: number; middle: Place } {
    const [one, other] = [...this.#fingers.values()];
    return { distance: Math.hypot(one.x - other.x, one.y - other.y), middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } };
  }
}
