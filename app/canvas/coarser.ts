/**
 * The ring with fewer points, for drawing it small: no two in a row closer than `apart`, in the units of the ring, so that what is
 * left out is smaller than that. The ring itself where nothing can be left out; three points stay at least.
 */
export function coarser(ring: Float32Array, apart: number): Float32Array {
  const kept = new Float32Array(ring.length);
  let count = 0;
  let [x, y] = [Infinity, Infinity];
  for (let index = 0; index < ring.length; index += 2) {
    if (Math.abs(ring[index] - x) < apart && Math.abs(ring[index + 1] - y) < apart) continue;
    [x, y] = [ring[index], ring[index + 1]];
    kept[count] = x;
    kept[count + 1] = y;
    count += 2;
  }
  return count === ring.length || count < 6 ? ring : kept.slice(0, count);
}
