'use client';

import { useState, type KeyboardEvent, type PointerEvent } from 'react';

/** The earlier picture on the left of a line that can be moved. Only the line takes the pointer; the rest stays to point at. */
export function BeforeAfter({ address, width }: { address: string; width: number }) {
  const [percent, setPercent] = useState(50);
  const move = (value: number) => setPercent(Math.min(100, Math.max(0, value)));
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(percent + step);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const picture = event.currentTarget.parentElement!.getBoundingClientRect();
    move(((event.clientX - picture.left) / picture.width) * 100);
  };
  const tag = 'pointer-events-none absolute bottom-2 rounded bg-black/65 px-1.5 py-0.5 text-xs font-medium text-white';
  return (
    <>
      <img src={address} alt="Before the edit" draggable={false} className="pointer-events-none absolute inset-0 size-full" style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }} />
      {percent > 22 && <span className={`${tag} left-2`}>before</span>}
      {percent < 78 && <span className={`${tag} right-2`}>after</span>}
      <div
        role="slider"
        tabIndex={0}
        aria-label="Before and after"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={`${Math.round(percent)} % before`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className="group absolute inset-y-0 z-10 -ml-5 w-10 cursor-ew-resize touch-none focus-visible:outline-none"
        style={{ left: (percent / 100) * width }}
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]" />
        <span className="absolute top-1/2 left-1/2 grid size-9 -translate-1/2 place-items-center rounded-full border border-black/30 bg-white text-sm text-black shadow-md group-focus-visible:ring-3 group-focus-visible:ring-primary">
          ⇆
        </span>
      </div>
    </>
  );
}
