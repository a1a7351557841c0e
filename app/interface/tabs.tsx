'use client';

import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab<Name extends string> {
  name: Name;
  label: string;
  /** How many things are behind it; none are not said. */
  count?: number;
  panel: ReactNode;
}

interface TabsProps<Name extends string> {
  label: string;
  tabs: readonly Tab<Name>[];
  value: Name;
  onValue: (name: Name) => void;
}

/** Panels of which one is seen. Those that were seen stay in the page, so that none forgets where it was. */
export function Tabs<Name extends string>({ label, tabs, value, onValue }: TabsProps<Name>) {
  const id = useId();
  const seen = useRef(new Set<Name>()).current;
  seen.add(value);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const way = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step;
    const at = tabs.findIndex(({ name }) => name === value);
    const next = tabs[(at + way + tabs.length) % tabs.length].name;
    onValue(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="flex h-11 shrink-0 items-stretch gap-1 border-b px-3">
        {tabs.map(({ name, label: text, count }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === value}
            aria-controls={`${id}-${name}-panel`}
            tabIndex={name === value ? 0 : -1}
            onClick={() => onValue(name)}
            className="relative inline-flex items-center gap-1.5 px-2 text-sm font-medium text-muted-foreground -outline-offset-2 after:absolute after:inset-x-1 after:bottom-0 after:h-0.5 after:rounded-full hover:text-foreground aria-selected:text-foreground aria-selected:after:bg-primary"
          >
            {text}
            {count !== undefined && count > 0 && <span className="min-w-5 rounded-full bg-muted px-1.5 py-px text-center text-xs text-muted-foreground tabular-nums">{count}</span>}
          </button>
        ))}
      </div>
      {tabs.map(({ name, panel }) => (
        <div key={name} id={`${id}-${name}-panel`} role="tabpanel" aria-labelledby={`${id}-${name}`} hidden={name !== value} className="min-h-0 flex-1 flex-col not-[[hidden]]:flex">
          {seen.has(name) && panel}
        </div>
      ))}
    </>
  );
}
