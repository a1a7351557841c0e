/**
 * The mean over the window of (2 · reach + 1)² pixels around every pixel, cut at the edges. plane and result are
 * [height, width]. An integral image makes the cost independent of the reach.
 */
export function boxMean(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const stride = width + 1;
  // Float64: sums of millions of values would lose the last bits of Float32, and differences of sums are taken.
  const integral = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let sum = 0;
    for (let x = 0; x < width; x += 1) {
      sum += plane[y * width + x];
      integral[(y + 1) * stride + x + 1] = integral[y * stride + x + 1] + sum;
    }
  }
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach) * stride;
    const bottom = Math.min(height, y + reach + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum = integral[bottom + right] - integral[bottom + left] - integral[top + right] + integral[top + left];
      out[y * width + x] = sum / (rows * (right - left));
    }
  }
  return out;
}

/** Element by element product of two planes. */
export function mul(one: Float32Array, other: Float32Array): Float32Array {
  const out = new Float32Array(one.length);
  for (let index = 0; index < out.length; index += 1) out[index] = one[index] * other[index];
  return out;
}
