// Where the grain of a hole comes from: for each block of it the place beside the hole that looks most like what was painted.

import { dilatePlane } from './planes.ts';

export interface Hole {
  /** What was painted, at the model's size, [3, side, side]. */
  result: Float32Array;
  /** The source at that size, [3, side, side]. */
  planes: Float32Array;
  /** What was hidden while it was painted, [side, side] of 0 and 1. */
  hidden: Float32Array;
  side: number;
}

/** For each block, `columns` a row, how far away the place lies that it is taken from, in cells. */
export interface Blocks {
  columns: number;
  /** Whether it is taken from anywhere: it touches the hole. */
  found: Uint8Array;
  dx: Int16Array;
  dy: Int16Array;
}

/** Blocks of `size` cells every `stride` cells; places are tried every `step` cells. */
export const block = { size: 8, stride: 4, step: 2 };

/**
 * What else makes a place worse, in squared differences a cell and colour: to be one side of the part away, to be taken again (the
 * eye sees patterns that repeat), and not to go on where the block beside it was taken from.
 */
const worse = { far: 0.01, again: 0.01, apart: 0.01 };

/** The block at column 0 begins one stride left of the planes. `inPicture`: of a block, by its corner. Null where nothing beside the hole is known. */
export function blocksBeside(hole: Hole, inPicture: (left: number, top: number) => boolean): Blocks | null {
  const { hidden, side } = hole;
  // What is next to the hole is mixed with what was in it.
  const unknown = dilatePlane(hidden, side, 1);
  const places: { left: number; top: number }[] = [];
  for (let top = 0; top + block.size <= side; top += block.step) {
    for (let left = 0; left + block.size <= side; left += block.step) if (inPicture(left, top) && !touches(unknown, side, left, top)) places.push({ left, top });
  }
  if (places.length === 0) return null;
  const columns = Math.ceil(side / block.stride) + 1;
  const [found, dx, dy] = [new Uint8Array(columns * columns), new Int16Array(columns * columns), new Int16Array(columns * columns)];
  const taken = new Float32Array(places.length);
  for (let index = 0; index < found.length; index += 1) {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const [left, top] = [(column - 1) * block.stride, (row - 1) * block.stride];
    if (!touches(hidden, side, left, top)) continue;
    const goesOn = (from: number, right: number, down: number): boolean => found[from] === 1 && dx[from] === right && dy[from] === down;
    let [best, least] = [places[0], Infinity];
    places.forEach((place, at) => {
      const [right, down] = [place.left - left, place.top - top];
      const apart = (column > 0 && goesOn(index - 1, right, down)) || goesOn(index - columns, right, down) ? 0 : worse.apart;
      const penalty = worse.far * (right * right + down * down) / (side * side) + worse.again * taken[at] + apart;
      const total = penalty < least ? penalty + unlike(hole, left, top, right, down) : Infinity;
      if (total < least) [best, least] = [place, total];
    });
    [found[index], dx[index], dy[index]] = [1, best.left - left, best.top - top];
    // Places that overlap it are partly taken too.
    places.forEach((place, at) => {
      taken[at] += Math.max(0, 1 - Math.abs(place.left - best.left) / block.size) * Math.max(0, 1 - Math.abs(place.top - best.top) / block.size);
    });
  }
  return { columns, found, dx, dy };
}

function touches(mask: Float32Array, side: number, left: number, top: number): boolean {
  for (let v = Math.max(0, top); v < Math.min(side, top + block.size); v += 1) {
    for (let u = Math.max(0, left); u < Math.min(side, left + block.size); u += 1) if (mask[v * side + u] === 1) return true;
  }
  return false;
}

/** Mean squared difference of a block as it was painted and of the source that far away. */
function unlike({ result, planes, side }: Hole, left: number, top: number, dx: number, dy: number): number {
  let [sum, count] = [0, 0];
  for (let v = Math.max(0, top); v < Math.min(side, top + block.size); v += 1) {
    for (let u = Math.max(0, left); u < Math.min(side, left + block.size); u += 1) {
      for (let plane = 0; plane < 3 * side * side; plane += side * side) {
        sum += (result[plane + v * side + u] - planes[plane + (v + dy) * side + u + dx]) ** 2;
        count += 1;
      }
    }
  }
  return sum / count;
}
