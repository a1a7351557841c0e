// What the pointer and the keyboard do over the picture: they drive the tool, or move the view. Outside of React, because it happens
// with every movement; `onChange` asks for a new drawing.

import { Crosshair } from './crosshair.ts';
import { Pinch } from './pinch.ts';
import { ToolInHand } from './tool-in-hand.ts';
import type { Placed, PointerInput, ToolName } from './tools/tool.ts';
import { pixelAt, toPicture, type Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

export interface PointerHooks {
  onPlaced(placed: Placed): void;
  /** Keeps what was pointed at; false where that is nothing. */
  onKeep(): boolean;
  /** Shows the next thing that a click may mean, or the one before; false where that is one thing. */
  onStep(by: 1 | -1): boolean;
  /** The pixel under the pointer or the crosshair; null when it is none of the picture. */
  onHover(place: Place | null): void;
  onChange(): void;
  /** Whether the view is being dragged. */
  onPanning(panning: boolean): void;
}

export interface ScreenPointer {
  id: number;
  x: number;
  y: number;
  alt: boolean;
  touch: boolean;
  /** The middle button, or the space bar held. */
  pans: boolean;
}

/** Screen pixels that a pointer may slip. */
const slackOf = (touch: boolean) => (touch ? 10 : 4);

export class PointerWork {
  readonly #view: ViewStore;
  readonly #hooks: PointerHooks;
  readonly #pinch: Pinch;
  readonly tool: ToolInHand;
  readonly crosshair: Crosshair;
  #pan: Place | null = null;
  /** Whether Tab leaves the picture though there is something to choose: after Escape, until something is placed. */
  #letsTabGo = false;
  /** Where the pointer is, in pixels of the picture; null when it is away. */
  pointer: Place | null = null;

  constructor(view: ViewStore, hooks: PointerHooks) {
    this.#view = view;
    this.#hooks = hooks;
    this.#pinch = new Pinch(view);
    this.tool = new ToolInHand(view, (placed) => {
      this.#letsTabGo = false;
      hooks.onPlaced(placed);
    });
    this.crosshair = new Crosshair(view, this.tool, (place) => hooks.onHover(place));
  }

  use(name: ToolName): void {
    if (this.tool.use(name)) this.#hooks.onChange();
  }

  down(pointer: ScreenPointer): void {
    this.crosshair.place = null;
    if (pointer.touch) {
      const fingers = this.#pinch.down(pointer.id, pointer);
      if (fingers === 2) {
        this.#feed('cancel', null);
        this.#pan = null;
      }
      if (fingers >= 2) return;
    }
    if (pointer.pans || this.tool.movesView) {
      this.#pan = { x: pointer.x, y: pointer.y };
      return this.#hooks.onPanning(true);
    }
    this.#feed('down', pointer);
  }

  move(pointer: ScreenPointer): void {
    if (this.#pinch.move(pointer.id, pointer)) return;
    if (this.#pan !== null) {
      this.#view.panBy(pointer.x - this.#pan.x, pointer.y - this.#pan.y);
      this.#pan = { x: pointer.x, y: pointer.y };
      return;
    }
    const place = toPicture(this.#view.get(), pointer);
    const { width, height } = this.#view.picture;
    const isInside = place.x >= 0 && place.y >= 0 && place.x < width && place.y < height;
    this.pointer = place;
    this.#hooks.onHover(isInside ? pixelAt(this.#view.picture, place) : null);
    this.#feed('move', pointer);
  }

  up(pointer: ScreenPointer): void {
    const wasPinch = this.#pinch.up(pointer.id);
    if (this.#pan !== null) {
      this.#pan = null;
      return this.#hooks.onPanning(false);
    }
    if (!wasPinch) this.#feed('up', pointer);
    if (pointer.touch) this.leave();
  }

  cancel(id?: number): void {
    this.#pinch.cancel(id);
    if (this.#pan !== null) this.#hooks.onPanning(false);
    this.#pan = null;
    this.#feed('cancel', null);
  }

  leave(): void {
    this.pointer = null;
    this.#hooks.onHover(null);
    this.#hooks.onChange();
  }

  /** Whether the key was one of the picture's. */
  key(key: string, held: { shift: boolean; alt: boolean }): boolean {
    if (key === 'Tab') return !held.alt && !this.#letsTabGo && this.#hooks.onStep(held.shift ? -1 : 1);
    if (key === 'Escape') this.#letsTabGo = true;
    // After a click the picture has the focus: Enter then is not meant for the crosshair, which nobody has moved.
    if (key === 'Enter' && !held.alt && this.crosshair.place === null && this.tool.pending === null && this.#hooks.onKeep()) return true;
    const isOurs = this.crosshair.key(key, held);
    if (isOurs) this.#hooks.onChange();
    return isOurs;
  }

  blur(): void {
    if (this.crosshair.place === null) return;
    this.crosshair.place = null;
    this.#hooks.onHover(null);
    this.#hooks.onChange();
  }

  #feed(type: PointerInput['type'], pointer: ScreenPointer | null): void {
    const place = pointer === null ? { x: 0, y: 0 } : toPicture(this.#view.get(), pointer);
    const at = this.tool.free ? place : pixelAt(this.#view.picture, place);
    this.tool.step(type, at, pointer?.alt ?? false, slackOf(pointer?.touch ?? false));
    this.#hooks.onChange();
  }
}
