// How long a turn that waits or runs will still take, told from how long turns of its kind took. Nothing is told rather than a guess.

/** `picture`: about a picture, and whether that will be an edit is not known yet. */
export type TurnKind = 'drawing' | 'edit' | 'picture';

export interface OpenTurn {
  kind: TurnKind;
  /** Seconds since a worker took it up; null while it waits. */
  elapsed: number | null;
}

/** A turn that ended well. */
export interface MeasuredTurn {
  kind: 'drawing' | 'edit' | 'words';
  seconds: number;
}

/** From this many turns on, the newest of them. */
const enough = { least: 3, most: 20 };
/** Where the slower quarter takes so many times as long as the quicker one, they have no usual time. */
const widest = 3;

/**
 * Whole seconds until a turn ends, 1 at least. null where that cannot be told: too few turns of a kind were measured, they differ too much,
 * one that runs takes longer than usual, or nobody works. `before`: those that are done before it; `measured`: newest first.
 */
export function timeLeft(mine: OpenTurn, before: readonly OpenTurn[], measured: readonly MeasuredTurn[], workers: number): number | null {
  const left = ({ kind, elapsed }: OpenTurn): number => {
    const usual = usualTime(kind, measured);
    // NaN: one that cannot be told makes the sum one, too.
    return usual === null || usual <= (elapsed ?? 0) ? NaN : usual - (elapsed ?? 0);
  };
  const waits = mine.elapsed === null ? before.reduce((sum, turn) => sum + left(turn), 0) / workers : 0;
  const seconds = waits + left(mine);
  return Number.isFinite(seconds) ? Math.max(1, Math.round(seconds)) : null;
}

/** Seconds; null where there is no usual time. */
function usualTime(kind: TurnKind, measured: readonly MeasuredTurn[]): number | null {
  const times = measured.filter((turn) => (kind === 'picture' ? turn.kind !== 'drawing' : turn.kind === kind)).slice(0, enough.most).map(({ seconds }) => seconds);
  if (times.length < enough.least) return null;
  times.sort((one, other) => one - other);
  const at = (part: number): number => times[Math.floor(part * (times.length - 1))];
  return at(0.75) > widest * at(0.25) ? null : at(0.5);
}
