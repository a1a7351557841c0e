// Scores beside their bars, a line each.

export interface Line {
  key: string;
  score: number;
  bar: string;
  holds: boolean;
  beside?: string;
  n: number;
}

export function line(key: string, score: number, bar: string, holds: (score: number) => boolean, n: number, beside?: string): Line {
  return { key, score, bar, holds: holds(score), n, beside };
}

export function print(title: string, lines: readonly Line[]): void {
  process.stdout.write(`${title}\n\n`);
  for (const { key, score, bar, holds, n, beside = '' } of lines) {
    process.stdout.write(`${holds ? ' ' : '✗'} ${key.padEnd(18)} ${score.toFixed(2).padStart(8)}   bar ${bar.padEnd(10)} n ${String(n).padEnd(5)} ${beside}\n`);
  }
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.floor(share * (values.length - 1))];
}
