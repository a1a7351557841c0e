// Masks as paths that can be drawn and hit, made once each; equal run lengths are one. And all masks in sight as one layer, drawn by
// the same worker.

import type { MaskShape } from '../../server/conversation/documents.ts';
import type { LayerRequest, OutlineAnswer, OutlineRequest } from './outline-worker.ts';
import { pathOfRings } from './rings-path.ts';

const limit = 300;
const paths = new Map<number, { path: Path2D; runs: string }>();
const asked = new Map<number, string>();
// Run lengths are long; at each frame a number stands for them.
const numbers = new WeakMap<Outlined, number>();
const numberOfRuns = new Map<string, number>();
let lastNumber = 0;
const listeners = new Set<() => void>();
const layers = new Map<number, (bitmap: ImageBitmap) => void>();
let layerNumber = 0;
let worker: Worker | null = null;
let version = 0;

/** All that an outline needs. */
type Outlined = Pick<MaskShape, 'width' | 'height' | 'counts'>;

const runsOf = ({ width, height, counts }: Outlined): string => `${width}x${height}:${counts}`;

/** Stands for the mask's outline here and in the worker. */
export function numberOf(shape: Outlined): number {
  let number = numbers.get(shape);
  if (number !== undefined) return number;
  const runs = runsOf(shape);
  number = numberOfRuns.get(runs) ?? (lastNumber += 1);
  numberOfRuns.set(runs, number);
  numbers.set(shape, number);
  return number;
}

/** The path in pixels of the picture, or null while it is being made; then the listeners are called. */
export function pathOf(shape: Outlined): Path2D | null {
  const key = numberOf(shape);
  const found = paths.get(key);
  if (found !== undefined) return found.path;
  if (!asked.has(key)) {
    asked.set(key, runsOf(shape));
    const request: OutlineRequest = { kind: 'outline', key, counts: shape.counts, width: shape.width, height: shape.height };
    outliner().postMessage(request);
  }
  return null;
}

/** All masks in one picture. Their paths must have been asked for. */
export function drawLayer(request: Omit<LayerRequest, 'kind' | 'number'>): Promise<ImageBitmap> {
  layerNumber += 1;
  const number = layerNumber;
  return new Promise((resolve) => {
    layers.set(number, resolve);
    outliner().postMessage({ kind: 'layer', number, ...request } satisfies LayerRequest);
  });
}

export function subscribeToPaths(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes whenever a path came; for useSyncExternalStore. */
export const pathsVersion = (): number => version;

/** Starts the worker, so that the first mask need not wait for it. */
export function warmPaths(): void {
  outliner();
}

function outliner(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(new URL('./outline-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<OutlineAnswer>) => {
    if (data.kind === 'outline') return keep(data.key, data.rings);
    layers.get(data.number)?.(data.bitmap);
    layers.delete(data.number);
  };
  return worker;
}

function keep(key: number, rings: readonly Float32Array[]): void {
  const runs = asked.get(key)!;
  asked.delete(key);
  paths.set(key, { path: pathOfRings(rings), runs });
  for (const [oldest, { runs: gone }] of paths) {
    if (paths.size <= limit) break;
    paths.delete(oldest);
    numberOfRuns.delete(gone);
  }
  version += 1;
  for (const listener of listeners) listener();
}
