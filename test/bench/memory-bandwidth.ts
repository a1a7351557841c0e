// How many bytes a second the memory moves, read and written together, by copying blocks far larger than any cache.

const size = 256 * 2 ** 20;

/** Bytes a second, the best of a few copies. */
export function memoryBandwidth(): number {
  const from = new Uint8Array(size).fill(1);
  const to = new Uint8Array(size);
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    to.set(from);
    best = Math.min(best, performance.now() - began);
  }
  return (2 * size) / (best / 1000);
}
