// A click or stroke without words means the thing it lies on. The model may mark a second thing that looks the same:
// parts of the mask that no prompt touches are left out.

import { type Region, regionTypes } from './regions.ts';

const positive: readonly number[] = [regionTypes.point, regionTypes.box, regionTypes.scribble, regionTypes.mask];

/** Logits [grid, grid] with the parts above 0 that no positive prompt touches turned negative; as they were where none is touched. */
export function touchedOnly(logits: Float32Array, regions: readonly Region[], grid: number): Float32Array {
  const prompts = regions.filter(({ type }) => positive.includes(type));
  const parts = labelParts(logits, grid);
  const touched = new Set<number>();
  const areas = new Map<number, number>();
  for (const label of parts) areas.set(label, (areas.get(label) ?? 0) + 1);
  for (const { type, raster } of prompts) {
    const covered = new Map<number, number>();
    for (const [cell, label] of parts.entries()) if (label > 0 && raster[cell] > 0) covered.set(label, (covered.get(label) ?? 0) + 1);
    // a box has corners that reach over its neighbours: it means what lies mostly inside it
    for (const [label, cells] of covered) if (type !== regionTypes.box || cells >= areas.get(label)! / 2) touched.add(label);
  }
  if (touched.size === 0) return logits;
  return logits.map((logit, cell) => (parts[cell] === 0 || touched.has(parts[cell]) ? logit : -Math.abs(logit)));
}

/** Number of the part (four neighbours) each cell above 0 belongs to, from 1; 0 for the others. */
function labelParts(logits: Float32Array, grid: number): Int32Array {
  const labels = new Int32Array(logits.length);
  let count = 0;
  for (let start = 0; start < logits.length; start += 1) {
    if (logits[start] <= 0 || labels[start] > 0) continue;
    count += 1;
    const open = [start];
    labels[start] = count;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const x = cell % grid;
      const near = [x > 0 ? cell - 1 : -1, x < grid - 1 ? cell + 1 : -1, cell - grid, cell + grid];
      for (const next of near) {
        if (next < 0 || next >= logits.length || logits[next] <= 0 || labels[next] > 0) continue;
        labels[next] = count;
        open.push(next);
      }
    }
  }
  return labels;
}
