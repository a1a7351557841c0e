import type { Progress } from './messages.ts';

interface TurnProgressProps {
  progress: Progress;
  stopping: boolean;
  /** For some time nothing could be heard of the server. */
  reconnecting: boolean;
}

const words = { queued: 'Waiting for the worker', reading: 'Reading', answering: 'Answering', marking: 'Marking', painting: 'Painting' } as const;

/** What the running turn does right now. */
export function TurnProgress({ progress: { phase, step, of }, stopping, reconnecting }: TurnProgressProps) {
  const steps = phase === 'painting' && step !== undefined && of !== undefined;
  const text = reconnecting ? 'Reconnecting' : stopping ? 'Stopping' : steps ? `Painting, step ${step} of ${of}` : words[phase];
  return (
    <div className="py-1 text-sm text-muted-foreground">
      <p role="status" className="flex items-center gap-2">
        <span aria-hidden="true" className={`size-2 animate-pulse rounded-full ${reconnecting ? 'bg-warning' : 'bg-primary'}`} />
        {text}…
      </p>
      {steps && (
        <div role="progressbar" aria-label="Painting" aria-valuemin={0} aria-valuemax={of} aria-valuenow={step} className="mt-2 h-1.5 overflow-hidden rounded-full bg-border">
          <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${(100 * step) / Math.max(1, of)}%` }} />
        </div>
      )}
    </div>
  );
}
