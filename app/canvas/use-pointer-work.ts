'use client';

import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { PointerWork, type PointerHooks, type ScreenPointer } from './pointer-work.ts';
import type { ToolName } from './tools/tool.ts';
import type { ViewStore } from './view-store.ts';

interface PointerWorkOptions extends PointerHooks {
  view: ViewStore;
  tool: ToolName;
  /** Whether the tool takes away, where it has a switch for that. */
  takesAway: boolean;
  active: boolean;
  /** In screen pixels. */
  brush: number;
}

/** The pointer's work and the handlers that feed it, for the uppermost canvas. */
export function usePointerWork({ view, tool, takesAway, active, brush, ...hooks }: PointerWorkOptions) {
  const latest = useRef(hooks);
  latest.current = hooks;
  const work = useMemo(() => new PointerWork(view, {
    onPlaced: (placed) => latest.current.onPlaced(placed),
    onKeep: () => latest.current.onKeep(),
    onStep: (by) => latest.current.onStep(by),
    onHover: (place) => latest.current.onHover(place),
    onChange: () => latest.current.onChange(),
    onPanning: (panning) => latest.current.onPanning(panning),
  }), [view]);
  work.tool.active = active;
  work.tool.brush = brush;
  work.tool.opposite = takesAway;
  useEffect(() => work.use(tool), [work, tool]);
  const space = useSpaceHeld();

  const handlers = useMemo(() => {
    const read = (event: PointerEvent): ScreenPointer => {
      const corner = event.currentTarget.getBoundingClientRect();
      const pans = event.button === 1 || event.buttons === 4 || space.current;
      return { id: event.pointerId, x: event.clientX - corner.left, y: event.clientY - corner.top, alt: event.altKey, touch: event.pointerType === 'touch', pans };
    };
    return {
      onPointerDown(event: PointerEvent) {
        if (event.button > 1) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        // The middle button would scroll.
        if (event.button === 1) event.preventDefault();
        work.down(read(event));
      },
      onPointerMove: (event: PointerEvent) => work.move(read(event)),
      onPointerUp: (event: PointerEvent) => work.up(read(event)),
      onPointerCancel: (event: PointerEvent) => work.cancel(event.pointerId),
      onPointerLeave: () => work.leave(),
      onBlur: () => work.blur(),
      onKeyDown(event: KeyboardEvent) {
        if (event.ctrlKey || event.metaKey) return;
        if (work.key(event.key, { shift: event.shiftKey, alt: event.altKey })) event.preventDefault();
      },
    };
  }, [work, space]);
  return { work, handlers };
}

function useSpaceHeld() {
  const held = useRef(false);
  useEffect(() => {
    const isFree = (target: EventTarget | null) => !(target instanceof Element) || target === document.body || target.role === 'application';
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== ' ') return;
      held.current = event.type === 'keydown' && isFree(event.target);
      if (held.current) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('keyup', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('keyup', onKey);
    };
  }, []);
  return held;
}
