// What the pointer and the keyboard do over the picture: they drive the tool, or move the view. Outside of React, because it happens
// with every movement; `onChange` asks for a new drawing.

import { Pinch } from './pinch.ts';
import { isBrush, toolNamed, type ToolDescription } from './tools/all.ts';
import type { Placed, PointerInput, ToolName } from './tools/tool.ts';
import { pixelAt, toPicture, type Place } from './view.ts';
import type { ViewStore } from './view-store.ts';

export interface PointerHooks {
  onPlaced(placed: Placed): void;
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
  #tool: ToolDescription = toolNamed('add');
  #state: unknown = null;
  readonly #pinch: Pinch;
  #pan: Place | null = null;
  /** Whether something may be placed at all. */
  active = true;
  /** How wide the brush is, in screen pixels: as large at any zoom. */
  brush = 14;
  pending: Placed | null = null;
  crosshair: Place | null = null;
  /** Where the pointer is, in pixels of the picture; null when it is away. */
  pointer: Place | null = null;

  constructor(view: ViewStore, hooks: PointerHooks) {
    this.#view = view;
    this.#hooks = hooks;
    this.#pinch = new Pinch(view);
  }

  use(name: ToolName): void {
    if (this.#tool.name === name) return;
    this.#tool = toolNamed(name);
    this.#state = this.#tool.machine?.idle ?? null;
    this.pending = null;
    this.#hooks.onChange();
  }

  /** Of the brush, in pixels of the picture. */
  get radius(): number {
    return this.brush / 2 / this.#view.get().scale;
  }

  get isBrush(): boolean {
    return isBrush(this.#tool.name);
  }

  down(pointer: ScreenPointer): void {
    this.crosshair = null;
    if (pointer.touch) {
      const fingers = this.#pinch.down(pointer.id, pointer);
      if (fingers === 2) {
        this.#feed('cancel', null);
        this.#pan = null;
      }
      if (fingers >= 2) return;
    }
    if (pointer.pans || this.#tool.machine === null) {
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
  key(key: string, { shift, alt }: { shift: boolean; alt: boolean }): boolean {
    const directions: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { width, height } = this.#view.picture;
    const from = this.crosshair ?? { x: Math.floor(width / 2), y: Math.floor(height / 2) };
    const direction = directions[key];
    if (direction !== undefined) {
      const stride = Math.max(1, Math.round((width / 100) * (shift ? 8 : 2)));
      this.#point(pixelAt(this.#view.picture, { x: from.x + direction[0] * stride, y: from.y + direction[1] * stride }));
      this.#step('move', this.crosshair!, alt, 4);
    } else if (key === 'Enter') {
      this.#point(from);
      // What is drawn needs two presses, one at each end; a click is pressed and let go at once.
      const isOpen = this.#tool.drags && this.#state !== (this.#tool.machine?.idle ?? null);
      if (!isOpen) this.#step('down', from, alt, 4);
      if (isOpen || !this.#tool.drags) this.#step('up', from, alt, 4);
    } else if (key === 'Escape') {
      if (this.crosshair === null && this.pending === null) return false;
      this.#step('cancel', from, false, 4);
      this.crosshair = null;
      this.#hooks.onHover(null);
    } else return false;
    this.#hooks.onChange();
    return true;
  }

  blur(): void {
    if (this.crosshair === null) return;
    this.crosshair = null;
    this.#hooks.onHover(null);
    this.#hooks.onChange();
  }

  #point(place: Place): void {
    this.crosshair = place;
    this.#view.reveal(place);
    this.#hooks.onHover(place);
  }

  #feed(type: PointerInput['type'], pointer: ScreenPointer | null): void {
    const place = pointer === null ? { x: 0, y: 0 } : toPicture(this.#view.get(), pointer);
    const at = this.#tool.free ? place : pixelAt(this.#view.picture, place);
    this.#step(type, at, pointer?.alt ?? false, slackOf(pointer?.touch ?? false));
  }

  #step(type: PointerInput['type'], place: Place, alt: boolean, slack: number): void {
    const { machine } = this.#tool;
    if (machine !== null && this.active) {
      const { scale } = this.#view.get();
      const step = machine.step(this.#state, { type, ...place, alt, slack: slack / scale, radius: this.radius });
      this.#state = step.state;
      this.pending = machine.pending(step.state);
      if (step.placed !== null) this.#hooks.onPlaced(step.placed);
    }
    this.#hooks.onChange();
  }
}
