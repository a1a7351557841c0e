// What was seen of pictures keeps them in memory, so it is bounded by their pixels too.

/** Pixels of the pictures that are kept with what was seen of them, together: 3 bytes each. */
const keptPixels = 100_000_000;

/** Whether the pictures, each counted once, are within that. `data` is [height, width, 3]. */
export function fitTogether(seen: Iterable<{ data: Uint8Array }>): boolean {
  const pictures = new Set(Array.from(seen, ({ data }) => data));
  return Array.from(pictures).reduce((sum, { length }) => sum + length / 3, 0) <= keptPixels;
}
