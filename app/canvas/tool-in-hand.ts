// The chosen tool while it is worked with: what its machine has seen so far and what it would place.

import { isBrush, toolNamed, type ToolDescription } from './tools/all.ts';
import type { Placed, PointerInput, ToolName } from './tools/tool.ts';
import type { Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

export class ToolInHand {
  readonly #view: ViewStore;
  readonly #onPlaced: (placed: Placed) => void;
  #tool: ToolDescription = toolNamed('add');
  #state: unknown = null;
  /** Whether something may be placed at all. */
  active = true;
  /** Whether it does the opposite of what it is for, as with Alt held; Alt turns it back then. */
  opposite = false;
  /** How wide the brush is, in screen pixels: as large at any zoom. */
  brush = 14;
  pending: Placed | null = null;

  constructor(view: ViewStore, onPlaced: (placed: Placed) => void) {
    this.#view = view;
    this.#onPlaced = onPlaced;
  }

  /** Whether it is another tool than before. */
  use(name: ToolName): boolean {
    if (this.#tool.name === name) return false;
    this.#tool = toolNamed(name);
    this.#state = this.#tool.machine?.idle ?? null;
    this.pending = null;
    return true;
  }

  /** Of the brush, in pixels of the picture. */
  get radius(): number {
    return this.brush / 2 / this.#view.get().scale;
  }

  get isBrush(): boolean {
    return isBrush(this.#tool.name);
  }

  get movesView(): boolean {
    return this.#tool.machine === null;
  }

  /** Whether the pointer is held down while something is drawn. */
  get drags(): boolean {
    return this.#tool.drags;
  }

  /** Whether places between two pixels count, and places beyond the edge. */
  get free(): boolean {
    return this.#tool.free;
  }

  /** Whether something is begun and not yet placed. */
  get isOpen(): boolean {
    return this.#state !== (this.#tool.machine?.idle ?? null);
  }

  /** `slack`: screen pixels that the pointer may slip. */
  step(type: PointerInput['type'], place: Place, alt: boolean, slack: number): void {
    const { machine } = this.#tool;
    if (machine === null || !this.active) return;
    const { scale } = this.#view.get();
    const step = machine.step(this.#state, { type, ...place, alt: alt !== this.opposite, slack: slack / scale, radius: this.radius });
    this.#state = step.state;
    this.pending = machine.pending(step.state);
    if (step.placed !== null) this.#onPlaced(step.placed);
  }
}
