'use client';

import { useSyncExternalStore } from 'react';
import { FitIcon, MinusIcon, PlusIcon } from '../interface/icons.tsx';
import type { ViewStore } from './view-store.ts';

/** One step of the buttons and keys. */
export const zoomStep = 1.35;
/** One pixel of the picture on one of the screen. */
export const actualSize = () => 1 / (window.devicePixelRatio || 1);

/** On a narrow screen it stands upright, beside the picture rather than on it; `lying` where the room is below. */
export function ZoomControl({ view, lying = false }: { view: ViewStore; lying?: boolean }) {
  const percent = useSyncExternalStore(view.subscribe, () => Math.round(view.get().scale / actualSize() * 100), () => 100);
  const look = 'grid h-8 min-w-8 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground';
  return (
    <div role="group" aria-label="Zoom" className={`absolute end-1 bottom-1 z-10 flex ${lying ? '' : 'flex-col'} items-center rounded-lg border bg-card/95 p-0.5 shadow-sm wide:end-2 wide:bottom-2 wide:flex-row`}>
      <button type="button" aria-label="Zoom out" title="Zoom out (−)" className={look} onClick={() => view.zoomBy(1 / zoomStep)}><MinusIcon /></button>
      <button type="button" title="Actual size, 1:1 (1)" aria-label={`Actual size; now ${percent} %`} className={`${look} text-[0.625rem] tabular-nums wide:px-1 wide:text-xs`} onClick={() => view.zoomTo(actualSize())}>{percent} %</button>
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" className={look} onClick={() => view.zoomBy(zoomStep)}><PlusIcon /></button>
      <button type="button" aria-label="Fit to window" title="Fit to window (0)" className={look} onClick={() => view.fit()}><FitIcon /></button>
    </div>
  );
}
