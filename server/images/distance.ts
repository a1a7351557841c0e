import type { Mask } from './mask.ts';

/**
 * Squared Euclidean distance [height, width] from every pixel to the nearest pixel with the given value,
 * in pixels; Infinity where there is none. Exact, two passes, linear time:
 * P. Felzenszwalb and D. Huttenlocher, "Distance Transforms of Sampled Functions", 2012.
 */
export function squaredDistanceTo(mask: Mask, value: 0 | 1): Float64Array {
  const { width, height, data } = mask;
  const distances = new Float64Array(width * height);
  // Columns: steps to the nearest hit above, then below.
  for (let x = 0; x < width; x += 1) {
    let steps = Infinity;
    for (let y = 0, index = x; y < height; y += 1, index += width) {
      steps = data[index] === value ? 0 : steps + 1;
      distances[index] = steps;
    }
    steps = Infinity;
    for (let y = height - 1, index = y * width + x; y >= 0; y -= 1, index -= width) {
      steps = data[index] === value ? 0 : steps + 1;
      distances[index] = Math.min(distances[index], steps) ** 2;
    }
  }
  const envelope = new RowEnvelope(width);
  for (let y = 0; y < height; y += 1) envelope.apply(distances.subarray(y * width, (y + 1) * width));
  return distances;
}

/** Lower envelope of the parabolas (x - q)² + row[q]: the second pass of the transform. */
class RowEnvelope {
  private readonly column: Int32Array;
  private readonly start: Float64Array;
  private readonly source: Float64Array;

  constructor(width: number) {
    this.column = new Int32Array(width);
    this.start = new Float64Array(width + 1);
    this.source = new Float64Array(width);
  }

  /** Replaces row[x] by the least (x - q)² + row[q]. */
  apply(row: Float64Array): void {
    const { column, start, source } = this;
    source.set(row);
    let count = 0;
    for (let q = 0; q < row.length; q += 1) {
      if (source[q] === Infinity) continue;
      let from = -Infinity;
      while (count > 0) {
        const p = column[count - 1];
        from = (source[q] + q * q - source[p] - p * p) / (2 * (q - p));
        if (from > start[count - 1]) break;
        count -= 1;
        from = -Infinity;
      }
      column[count] = q;
      start[count] = from;
      count += 1;
    }
    if (count === 0) return;
    start[count] = Infinity;
    for (let x = 0, segment = 0; x < row.length; x += 1) {
      while (start[segment + 1] < x) segment += 1;
      row[x] = (x - column[segment]) ** 2 + source[column[segment]];
    }
  }
}
