// Lets a few in at a time; the others wait in the order in which they came.

export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function openGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside < places) inside += 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      // The place is handed on rather than freed, so nobody slips in before the first in line.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
