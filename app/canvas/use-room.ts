'use client';

import { useLayoutEffect, useState, type RefObject } from 'react';

/** The size of an element, followed as it changes; null before the first look. */
export function useRoom(element: RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([{ contentRect }]) => setRoom({ width: contentRect.width, height: contentRect.height }));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
