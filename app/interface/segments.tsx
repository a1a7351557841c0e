'use client';

import type { ReactNode } from 'react';

interface SegmentsProps<Name extends string> {
  label: string;
  value: Name;
  options: readonly { name: Name; label: ReactNode; title?: string; disabled?: boolean }[];
  onValue: (name: Name) => void;
}

/** One of a few, side by side. */
export function Segments<Name extends string>({ label, value, options, onValue }: SegmentsProps<Name>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-lg border bg-muted p-0.5">
      {options.map(({ name, label: text, title, disabled }) => (
        <button
          key={name}
          type="button"
          title={title}
          disabled={disabled}
          aria-pressed={name === value}
          onClick={() => onValue(name)}
          className="inline-flex h-7.5 items-center gap-1.5 rounded-md px-2.5 text-xs font-medium text-muted-foreground hover:text-foreground disabled:opacity-45 aria-pressed:bg-card aria-pressed:text-foreground aria-pressed:shadow-sm"
        >
          {text}
        </button>
      ))}
    </div>
  );
}
