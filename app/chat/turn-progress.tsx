'use client';

import { useRef } from 'react';
import type { PreviewPart, Progress } from './messages.ts';
import { timeLeftWords } from './time-left.ts';
import { useTurnStanding } from './use-turn-standing.ts';

interface TurnProgressProps {
  turnId: string | undefined;
  progress: Progress;
  /** What is painted, as far as it is. */
  preview: PreviewPart | null;
  stopping: boolean;
  /** For some time nothing could be heard of the server. */
  reconnecting: boolean;
}

const words = { queued: 'Waiting for the worker', reading: 'Reading the picture', answering: 'Answering', marking: 'Marking', composing: 'Composing the picture', painting: 'Painting' } as const;

/**
 * What the running turn does right now, how much is before it, how long it will take where that can be told, and what is painted so far.
 * Read aloud is only what it does: steps, seconds and pictures change too often.
 */
export function TurnProgress({ turnId, progress: { phase, step, of }, preview, stopping, reconnecting }: TurnProgressProps) {
  // One step is too short to be counted.
  const steps = step !== undefined && of !== undefined && of > 1;
  const { before, secondsLeft } = useTurnStanding(turnId);
  const measured = useTimeLeft(phase, steps ? step : 0, steps ? of : 0);
  // Earlier turns tell of the whole turn, its own steps of this part of it.
  const left = secondsLeft ?? measured;
  const doing = reconnecting ? 'Reconnecting' : stopping ? 'Stopping' : phase === 'queued' && before > 0 ? `Waiting, ${before} before this one` : words[phase];
  const far = !steps ? null : phase === 'painting' ? `step ${Math.min(step + 1, of)} of ${of}` : `${Math.round((100 * step) / of)} %`;
  return (
    <div className="py-1 text-sm text-muted-foreground">
      <p className="flex flex-wrap items-center gap-x-2">
        <span aria-hidden="true" className={`size-2 animate-pulse rounded-full ${reconnecting ? 'bg-warning' : 'bg-primary'}`} />
        <span role="status">{doing}…</span>
        {!stopping && !reconnecting && (
          <>
            {far !== null && <span aria-live="off">{far}</span>}
            {left !== null && <span aria-live="off" className="text-xs">{timeLeftWords(left)}</span>}
          </>
        )}
      </p>
      {steps && (
        <div role="progressbar" aria-label={words[phase]} aria-valuemin={0} aria-valuemax={of} aria-valuenow={step} className="mt-2 h-1.5 overflow-hidden rounded-full bg-border">
          <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${(100 * step) / of}%` }} />
        </div>
      )}
      {preview !== null && (
        <p aria-live="off" className="mt-2">
          <img src={preview.picture} alt="The picture so far" className="size-32 rounded-lg border bg-stage object-contain" />
        </p>
      )}
    </div>
  );
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
