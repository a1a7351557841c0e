/** Milliseconds of repeated runs. */
export interface Summary {
  median: number;
  fastest: number;
  slowest: number;
  /** 95 of 100 took no longer. */
  p95: number;
  count: number;
}

export function summary(times: readonly number[]): Summary {
  const sorted = [...times].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
  return { median, fastest: sorted[0]!, slowest: sorted[sorted.length - 1]!, p95: sorted[Math.ceil(0.95 * sorted.length) - 1]!, count: sorted.length };
}
