'use client';

import type { PointerEvent } from 'react';

interface BeforeAfterProps {
  /** How much of the width, in percent, shows the earlier picture. */
  percent: number;
  onPercent: (percent: number) => void;
}

const tag = 'pointer-events-none absolute top-2 rounded-md bg-black/70 px-2 py-0.5 text-xs font-medium text-white';

/** The line between the earlier picture, left, and the later one. Only the line takes the pointer; the rest stays to point at. */
export function BeforeAfter({ percent, onPercent }: BeforeAfterProps) {
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const picture = event.currentTarget.parentElement!.getBoundingClientRect();
    const part = (event.clientX - picture.left) / picture.width;
    onPercent(Math.round(Math.min(1, Math.max(0, part)) * 100));
  };
  return (
    <>
      {percent > 22 && <span className={`${tag} left-2`}>before</span>}
      {percent < 78 && <span className={`${tag} right-2`}>after</span>}
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label="Before and after"
        onChange={(event) => onPercent(Number(event.currentTarget.value))}
        className="peer pointer-events-none absolute inset-x-0 bottom-0 h-6 opacity-0"
      />
      <div
        aria-hidden="true"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className="pointer-events-auto absolute inset-y-0 z-10 -ml-5 w-10 cursor-ew-resize touch-none peer-focus-visible:[&>*:last-child]:ring-3 peer-focus-visible:[&>*:last-child]:ring-primary"
        style={{ left: `${percent}%` }}
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]" />
        <span className="absolute top-1/2 left-1/2 grid size-9 -translate-1/2 place-items-center rounded-full border border-black/30 bg-white text-sm text-black shadow-md">⇆</span>
      </div>
    </>
  );
}

/** The two pictures beside each other, told apart. */
export function Halves() {
  return (
    <>
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-1/2 w-px bg-strong-border" />
      <span className={`${tag} left-2`}>before</span>
      <span className={`${tag} left-[calc(50%+0.5rem)]`}>after</span>
    </>
  );
}
