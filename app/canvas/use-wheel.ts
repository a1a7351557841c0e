'use client';

import { useEffect, useRef, type RefObject } from 'react';
import type { ViewStore } from './view-store.ts';

const linePixels = 16;
/** Pixels of the wheel to the next thing: less than a notch of a mouse. */
const stepPixels = 50;

/**
 * The wheel zooms where the pointer is, as a pinch on a touchpad does; with Shift it moves sideways; with Alt it goes through what a click
 * may mean, where `onStep` is given.
 */
export function useWheel(element: RefObject<HTMLElement | null>, view: ViewStore, halves: boolean, onStep: ((by: 1 | -1) => void) | null): void {
  const steps = useRef(onStep);
  steps.current = onStep;
  useEffect(() => {
    let turned = 0;
    const target = element.current;
    if (target === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1;
      if (event.altKey && steps.current !== null) {
        // A touchpad sends many small steps.
        turned += event.deltaY * unit;
        if (Math.abs(turned) < stepPixels) return;
        steps.current(turned > 0 ? 1 : -1);
        turned = 0;
        return;
      }
      turned = 0;
      if (event.shiftKey) return view.panBy(-(event.deltaX + event.deltaY) * unit, 0);
      const corner = target.getBoundingClientRect();
      const x = event.clientX - corner.left;
      // A pinch comes as small steps with the control key.
      view.zoomBy(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0018)), { x: halves ? x % (corner.width / 2) : x, y: event.clientY - corner.top });
    };
    // React's own handlers cannot keep the page from scrolling.
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [element, view, halves]);
}
