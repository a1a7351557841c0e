'use client';

import type { Place } from './view.ts';
import type { Meanings } from './use-preview.ts';

interface MeaningsBadgeProps {
  meanings: Meanings;
  /** The click that may mean several things, a pixel of the picture. */
  at: Place;
  onStep: (by: 1 | -1) => void;
}

/** Beside a click that may mean several things: which of them is shown. A tap shows the next one. */
export function MeaningsBadge({ meanings: { names, chosen }, at, onStep }: MeaningsBadgeProps) {
  const words = `${chosen + 1} of ${names.length}`;
  return (
    <button
      type="button"
      aria-label={`${words}: ${names[chosen]}. Show the next one`}
      title="What the click means: Tab or Alt and the wheel show the next one"
      // The picture keeps the focus, and with it Tab and Enter.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onStep(event.shiftKey ? -1 : 1)}
      className="pointer-events-auto absolute z-10 rounded-full bg-black/80 px-2 py-1 text-xs font-medium text-white tabular-nums hover:bg-black"
      style={{
        left: `clamp(0.25rem, calc(var(--left) + ${at.x + 0.5}px * var(--scale) + 1rem), calc(100% - 4rem))`,
        top: `clamp(0.25rem, calc(var(--top) + ${at.y + 0.5}px * var(--scale) + 0.75rem), calc(100% - 2rem))`,
      }}
    >
      {words}
    </button>
  );
}
