// Weighted means of what lies around a pixel, as a Gaussian would take them: blurs that take nothing from where the weight is 0, and the
// broad light and dark of a surface.

/** Writes what lies around pixel (x, y), a value a channel; false where there is nothing with weight. */
export type Smooth = (x: number, y: number, out: Float32Array | Float64Array) => boolean;

export interface Smoothing {
  width: number;
  height: number;
  /** Standard deviation of the Gaussian, pixels. */
  radius: number;
  channels: number;
  /** Writes the values of a pixel (row by row) and gives its weight, 0 or more. */
  read(pixel: number, out: Float64Array): number;
}

/** Cells of the reduced plane for one standard deviation: fewer would show. */
const cells = 3;

/**
 * Three box means in a row come near a Gaussian (P. Getreuer, "A Survey of Gaussian Convolution Algorithms", 2013). Broad ones are taken of a
 * reduced plane, so that time and memory do not grow with the radius.
 */
export function smoothed({ width, height, radius, channels, read }: Smoothing): Smooth {
  const block = Math.max(1, Math.floor(radius / cells));
  const [across, down] = [Math.ceil(width / block), Math.ceil(height / block)];
  const stride = channels + 1;
  const plane = new Float32Array(across * down * stride);
  const values = new Float64Array(channels);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const row = Math.floor(y / block) * across;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const weight = read(pixel, values);
      if (weight === 0) continue;
      const at = (row + Math.floor(x / block)) * stride;
      for (let channel = 0; channel < channels; channel += 1) plane[at + channel] += values[channel] * weight;
      plane[at + channels] += weight;
    }
  }
  const reach = Math.max(1, Math.round(radius / block));
  for (let pass = 0; pass < 3; pass += 1) {
    meanAcross(plane, across, down, stride, reach);
    meanDown(plane, across, down, stride, reach);
  }
  return (x, y, out) => {
    const column = Math.min(across - 1, Math.max(0, (x + 0.5) / block - 0.5));
    const line = Math.min(down - 1, Math.max(0, (y + 0.5) / block - 0.5));
    const [left, top] = [Math.floor(column), Math.floor(line)];
    const [right, low] = [column - left, line - top];
    const upper = (top * across + left) * stride;
    const lower = top + 1 < down ? upper + across * stride : upper;
    const next = left + 1 < across ? stride : 0;
    const mixed = (channel: number): number =>
      (plane[upper + channel] * (1 - right) + plane[upper + next + channel] * right) * (1 - low)
      + (plane[lower + channel] * (1 - right) + plane[lower + next + channel] * right) * low;
    const weight = mixed(channels);
    if (weight < 1e-6) return false;
    for (let channel = 0; channel < channels; channel += 1) out[channel] = mixed(channel) / weight;
    return true;
  };
}

/** Means over 2 · reach + 1 cells of a row; the edge is repeated. In place. */
function meanAcross(plane: Float32Array, across: number, down: number, stride: number, reach: number): void {
  const line = new Float32Array(across);
  for (let y = 0; y < down; y += 1) {
    for (let channel = 0; channel < stride; channel += 1) {
      const start = y * across * stride + channel;
      for (let x = 0; x < across; x += 1) line[x] = plane[start + x * stride];
      let sum = 0;
      for (let x = -reach; x <= reach; x += 1) sum += line[Math.min(across - 1, Math.max(0, x))];
      for (let x = 0; x < across; x += 1) {
        plane[start + x * stride] = sum / (2 * reach + 1);
        sum += line[Math.min(across - 1, x + reach + 1)] - line[Math.max(0, x - reach)];
      }
    }
  }
}

/** The same down the columns, a whole row at a time: memory is read in order. */
function meanDown(plane: Float32Array, across: number, down: number, stride: number, reach: number): void {
  const size = across * stride;
  const kept = new Float32Array((2 * reach + 2) * size);
  const slot = (y: number): number => (((y % (2 * reach + 2)) + 2 * reach + 2) % (2 * reach + 2)) * size;
  const old = (y: number): Float32Array => kept.subarray(slot(y), slot(y) + size);
  const keep = (y: number): void => kept.set(plane.subarray(Math.min(down - 1, Math.max(0, y)) * size, (Math.min(down - 1, Math.max(0, y)) + 1) * size), slot(y));
  const sum = new Float64Array(size);
  for (let y = -reach; y <= reach; y += 1) {
    keep(y);
    const row = old(y);
    for (let at = 0; at < size; at += 1) sum[at] += row[at];
  }
  // Rows above the first and below the last repeat them, which have to be read before they are written.
  const last = plane.slice((down - 1) * size);
  for (let y = 0; y < down; y += 1) {
    const to = y * size;
    for (let at = 0; at < size; at += 1) plane[to + at] = sum[at] / (2 * reach + 1);
    const leaving = old(y - reach);
    const coming = y + reach + 1 < down ? (keep(y + reach + 1), old(y + reach + 1)) : (kept.set(last, slot(y + reach + 1)), last);
    for (let at = 0; at < size; at += 1) sum[at] += coming[at] - leaving[at];
  }
}
