// The view while the page is open. It changes with every frame of a drag, so it is kept outside of React: the canvases and the few
// labels that follow it subscribe.

import { fitView, heldIn, zoomedTo, type Place, type Size, type View } from './view.ts';

export class ViewStore {
  #view: View = { scale: 0, left: 0, top: 0 };
  #picture: Size = { width: 1, height: 1 };
  #room: Size = { width: 0, height: 0 };
  #fits = true;
  #listeners = new Set<() => void>();

  readonly get = (): View => this.#view;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get picture(): Size {
    return this.#picture;
  }

  get room(): Size {
    return this.#room;
  }

  /** A picture of the same size, as an edit gives it, is looked at as the one before was. */
  setPicture({ width, height }: Size): void {
    const isSame = width === this.#picture.width && height === this.#picture.height;
    this.#picture = { width, height };
    if (isSame) return;
    this.fit();
  }

  setRoom({ width, height }: Size): void {
    if (width === this.#room.width && height === this.#room.height) return;
    // What was in the middle stays there.
    const [right, down] = [(width - this.#room.width) / 2, (height - this.#room.height) / 2];
    this.#room = { width, height };
    if (this.#fits) this.fit();
    else this.#set({ ...this.#view, left: this.#view.left + right, top: this.#view.top + down });
  }

  fit(): void {
    this.#fits = true;
    this.#change(fitView(this.#picture, this.#room));
  }

  /** `scale`: screen pixels for one of the picture. Without `at` the middle of the room stays. */
  zoomTo(scale: number, at: Place = { x: this.#room.width / 2, y: this.#room.height / 2 }): void {
    if (this.#view.scale === 0) return;
    this.#set(zoomedTo(this.#view, scale, at));
  }

  zoomBy(factor: number, at?: Place): void {
    this.zoomTo(this.#view.scale * factor, at);
  }

  panBy(right: number, down: number): void {
    this.#set({ ...this.#view, left: this.#view.left + right, top: this.#view.top + down });
  }

  /** Moves the least that brings a place of the picture into sight. */
  reveal({ x, y }: Place, margin = 24): void {
    const { scale, left, top } = this.#view;
    const missing = (at: number, room: number) => (at < margin ? margin - at : at > room - margin ? room - margin - at : 0);
    const [right, down] = [missing(left + x * scale, this.#room.width), missing(top + y * scale, this.#room.height)];
    if (right !== 0 || down !== 0) this.panBy(right, down);
  }

  #set(view: View): void {
    const held = heldIn(view, this.#picture, this.#room);
    const fit = fitView(this.#picture, this.#room);
    this.#fits = Math.abs(held.scale / fit.scale - 1) < 0.005;
    this.#change(this.#fits ? fit : held);
  }

  #change(view: View): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}
