'use client';

import { useEffect, useRef, useState } from 'react';
import { getTurn } from './api.ts';
import type { Progress } from './messages.ts';

interface TurnProgressProps {
  turnId: string | undefined;
  progress: Progress;
  stopping: boolean;
  /** For some time nothing could be heard of the server. */
  reconnecting: boolean;
}

const words = { queued: 'Waiting for the worker', reading: 'Reading the picture', answering: 'Answering', marking: 'Marking', composing: 'Composing the picture', painting: 'Painting' } as const;

/** What the running turn does right now, how much is before it, and how long it will take where that can be told. */
export function TurnProgress({ turnId, progress: { phase, step, of }, stopping, reconnecting }: TurnProgressProps) {
  // One step is too short to be counted.
  const steps = step !== undefined && of !== undefined && of > 1;
  const before = useTurnsBefore(phase === 'queued' ? turnId : undefined);
  const left = useTimeLeft(phase, steps ? step : 0, steps ? of : 0);
  const text = reconnecting ? 'Reconnecting' : stopping ? 'Stopping' : steps ? (phase === 'painting' ? `Painting, step ${Math.min(step + 1, of)} of ${of}` : `${words[phase]}, ${Math.round((100 * step) / of)} %`) : phase === 'queued' && before > 0 ? `Waiting, ${before} before this one` : words[phase];
  return (
    <div className="py-1 text-sm text-muted-foreground">
      <p role="status" className="flex items-center gap-2">
        <span aria-hidden="true" className={`size-2 animate-pulse rounded-full ${reconnecting ? 'bg-warning' : 'bg-primary'}`} />
        {text}…{left !== null && !stopping && !reconnecting && <span className="text-xs">about {left} s left</span>}
      </p>
      {steps && (
        <div role="progressbar" aria-label={words[phase]} aria-valuemin={0} aria-valuemax={of} aria-valuenow={step} className="mt-2 h-1.5 overflow-hidden rounded-full bg-border">
          <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${(100 * step) / of}%` }} />
        </div>
      )}
    </div>
  );
}

/** How many others are to be done before a turn that waits; asked only for what waits longer than a moment. */
function useTurnsBefore(turnId: string | undefined): number {
  const [before, setBefore] = useState(0);
  useEffect(() => {
    setBefore(0);
    if (turnId === undefined) return;
    const timer = setInterval(() => {
      getTurn(turnId).then((turn) => setBefore(turn.before ?? 0), () => {});
    }, 1500);
    return () => clearInterval(timer);
  }, [turnId]);
  return before;
}

/** Whole seconds, from how long the steps took so far; null before the second one. */
function useTimeLeft(phase: string, step: number, of: number): number | null {
  const first = useRef<{ phase: string; at: number; step: number } | null>(null);
  if (of === 0) first.current = null;
  else if (first.current?.phase !== phase) first.current = { phase, at: performance.now(), step };
  if (first.current === null || step <= first.current.step) return null;
  const each = (performance.now() - first.current.at) / (step - first.current.step);
  return Math.max(1, Math.round((each * (of - step)) / 1000));
}
