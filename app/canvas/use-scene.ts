'use client';

import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { drawPicture, type PictureScene } from './draw-picture.ts';
import { drawPointing, pointsAtNothing, type Pointing } from './draw-pointing.ts';
import { MaskLayer } from './mask-layer.ts';
import type { ShownMask } from './session-masks.ts';
import { fitView, snapped, type Size } from './view.ts';
import type { ViewStore } from './view-store.ts';

export interface Scene {
  picture: Omit<PictureScene, 'pixelated'>;
  masks: readonly ShownMask[];
  /** Those of them that are drawn brighter, above. */
  lit: readonly ShownMask[];
  opacity: number;
  /** Asked for at each drawing, because it changes with the pointer. */
  pointing(): Pointing;
}

interface Canvases {
  /** Holds what follows the view. */
  labels: RefObject<HTMLElement | null>;
  lower: RefObject<HTMLCanvasElement | null>;
  upper: RefObject<HTMLCanvasElement | null>;
}

/** Device pixels for a pixel of the picture from which on its pixels are shown as they are, if one zoomed to see them. */
const pixelsSeen = 6;

/**
 * Draws the lower canvas (picture and masks) when these or the view change, and the upper one (what is pointed at) also with the
 * pointer; each at most once a frame. The returned function asks for the upper one.
 */
export function useScene({ labels, lower, upper }: Canvases, view: ViewStore, room: Size | null, scene: Scene): () => void {
  const latest = useRef(scene);
  latest.current = scene;
  const painter = useMemo(() => {
    let frame = 0;
    let lowerToo = false;
    // Most of the time nothing is pointed at; then the upper canvas is not there, and the browser need not lay it over the other.
    let blank = true;
    const draw = () => {
      frame = 0;
      const [below, above] = [lower.current?.getContext('2d'), upper.current?.getContext('2d')];
      const ratio = window.devicePixelRatio || 1;
      const now = snapped(view.get(), ratio);
      if (!below || !above || now.scale === 0) return;
      const { picture, pointing } = latest.current;
      if (lowerToo) {
        lowerToo = false;
        const pixelated = now.scale * ratio >= pixelsSeen && now.scale > fitView(view.picture, view.room).scale * 1.3;
        drawPicture(below, now, ratio, { ...picture, pixelated });
        if (picture.mode === null || picture.mode === 'slider') layer.paint(below, now, ratio);
      }
      const pointed = pointing();
      const nothing = litLayer.isEmpty && pointsAtNothing(pointed);
      if (!(nothing && blank)) {
        above.setTransform(1, 0, 0, 1, 0, 0);
        above.clearRect(0, 0, above.canvas.width, above.canvas.height);
        litLayer.paint(above, now, ratio);
        drawPointing(above, now, ratio, pointed);
      }
      if (blank !== nothing) above.canvas.style.visibility = nothing ? 'hidden' : 'visible';
      blank = nothing;
    };
    const ask = (all: boolean) => {
      lowerToo ||= all;
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const layer = new MaskLayer(() => ask(true));
    const litLayer = new MaskLayer(() => ask(false));
    const wantLayers = () => {
      const { masks, lit, opacity } = latest.current;
      const ratio = window.devicePixelRatio || 1;
      const wanted = { opacity, view: snapped(view.get(), ratio), picture: view.picture, room: view.room, ratio };
      // First, because it answers the pointer.
      litLayer.want({ ...wanted, masks: lit, lit: true });
      layer.want({ ...wanted, masks, lit: false });
    };
    return { ask, wantLayers };
  }, [view, lower, upper]);

  // Labels and lines over the picture follow the view by these.
  useLayoutEffect(() => {
    const follow = () => {
      const { scale, left, top } = view.get();
      const style = labels.current?.style;
      style?.setProperty('--scale', String(scale));
      style?.setProperty('--left', `${left}px`);
      style?.setProperty('--top', `${top}px`);
      painter.wantLayers();
      painter.ask(true);
    };
    follow();
    return view.subscribe(follow);
  }, [view, painter, labels]);

  useLayoutEffect(() => {
    if (room === null) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(room.width * ratio), Math.round(room.height * ratio)];
    for (const { current } of [lower, upper]) {
      if (current !== null && current.width !== width) current.width = width;
      if (current !== null && current.height !== height) current.height = height;
    }
    painter.ask(true);
  }, [room, painter, lower, upper]);

  // Every render may have brought something new.
  useEffect(() => {
    painter.wantLayers();
    painter.ask(true);
  });
  return useMemo(() => () => painter.ask(false), [painter]);
}
