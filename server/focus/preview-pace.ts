// How often a picture is shown while it is painted. A preview takes time of its own, which the picture then comes later.

export interface PreviewPace {
  /** Whether one may be made now. */
  due(): boolean;
  /** Makes one and takes the time it costs. */
  measure<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** At most four a second, and at most this share of the time goes into them. */
const pace = { every: 250, share: 0.1 };

/** `now`: milliseconds of a clock that never goes back. */
export function previewPace(now: () => number = () => performance.now()): PreviewPace {
  let last = now();
  let wait = pace.every;
  return {
    due: () => now() - last >= wait,
    async measure(work) {
      const start = now();
      const result = await work();
      last = now();
      wait = Math.max(pace.every, (last - start) * (1 / pace.share - 1));
      return result;
    },
  };
}
