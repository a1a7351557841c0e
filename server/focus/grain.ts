// What a painting at the model's size cannot hold: in a large picture it lacks the grain of grass, sand or water. That is taken from
// beside the hole, from where the picture, at the model's size, looks like what was painted. Only the fine part of it is taken, the
// picture minus what the model's size holds of it; colours and light stay those of the painting.

import type { Box, Picture } from '../images/picture.ts';
import { block, blocksBeside, type Hole } from './grain-blocks.ts';

/** Adds the grain at a pixel of the part to three colours of 0 to 1. */
export type Grain = (x: number, y: number, colours: Float32Array) => void;

/** Stronger than this, of 1, is an edge and no grain. */
const strongest = 0.12;
/** A part of at most this many times the model's size has lost too little. */
const least = 2;

/** Null where the painting lacks nothing, or nothing beside the hole is known. */
export function grainOf(picture: Picture, part: Box, hole: Hole): Grain | null {
  const { side, planes } = hole;
  const scale = part.width / side;
  if (scale <= least) return null;
  const blocks = blocksBeside(hole, known(picture, part, scale));
  if (blocks === null) return null;
  const { columns, found, dx, dy } = blocks;
  const [right, bottom] = [Math.min(part.width, picture.width - part.left) - 1, Math.min(part.height, picture.height - part.top) - 1];
  const [coarse, sum] = [new Float32Array(3), new Float32Array(3)];
  // Of the four blocks that hold a pixel, those that go on from each other count as one.
  const [sources, shares] = [new Int32Array(4), new Float32Array(4)];
  return (x, y, colours) => {
    const [u, v] = [x / scale, y / scale];
    const [column, row] = [Math.floor(u / block.stride), Math.floor(v / block.stride)];
    let count = 0;
    for (let corner = 0; corner < 4; corner += 1) {
      const [c, r] = [column + (corner & 1), row + (corner >> 1)];
      const at = r * columns + c;
      if (found[at] === 0) continue;
      const share = tent(u - (c - 1) * block.stride) * tent(v - (r - 1) * block.stride);
      let same = 0;
      while (same < count && (dx[sources[same]] !== dx[at] || dy[sources[same]] !== dy[at])) same += 1;
      shares[same] = same < count ? shares[same] + share : share;
      sources[same] = at;
      count = Math.max(count, same + 1);
    }
    let squares = 0;
    sum.fill(0);
    for (let index = 0; index < count; index += 1) {
      const [source, share] = [sources[index], shares[index]];
      const [fromX, fromY] = [Math.min(right, Math.round(x + dx[source] * scale)), Math.min(bottom, Math.round(y + dy[source] * scale))];
      sampleAt(planes, side, (fromX + 0.5) / scale - 0.5, (fromY + 0.5) / scale - 0.5, coarse);
      const at = ((part.top + fromY) * picture.width + part.left + fromX) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        sum[channel] += share * Math.min(strongest, Math.max(-strongest, picture.data[at + channel] / 255 - coarse[channel]));
      }
      squares += share * share;
    }
    // As strong as one grain is, although several are laid over each other.
    if (squares > 0) for (let channel = 0; channel < 3; channel += 1) colours[channel] += sum[channel] / Math.sqrt(squares);
  };
}

/** Whether a block lies within the picture, over which the part may reach. */
function known(picture: Picture, part: Box, scale: number): (left: number, top: number) => boolean {
  return (left, top) => {
    const [x, y, reach] = [part.left + left * scale, part.top + top * scale, block.size * scale];
    return x >= 0 && y >= 0 && x + reach <= picture.width && y + reach <= picture.height;
  };
}

/** 1 in the middle of a block, 0 at its ends: neighbouring blocks add up to 1. */
function tent(place: number): number {
  return Math.max(0, 1 - Math.abs(place - block.stride) / block.stride);
}

/** The planes between their cells, bilinear, edges repeated. */
function sampleAt(planes: Float32Array, side: number, u: number, v: number, out: Float32Array): void {
  const [x, y] = [Math.min(side - 1, Math.max(0, u)), Math.min(side - 1, Math.max(0, v))];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(side - 1, left + 1), Math.min(side - 1, top + 1)];
  const [across, down] = [x - left, y - top];
  for (let channel = 0; channel < 3; channel += 1) {
    const plane = channel * side * side;
    const upper = planes[plane + top * side + left] * (1 - across) + planes[plane + top * side + right] * across;
    const lower = planes[plane + bottom * side + left] * (1 - across) + planes[plane + bottom * side + right] * across;
    out[channel] = upper * (1 - down) + lower * down;
  }
}
