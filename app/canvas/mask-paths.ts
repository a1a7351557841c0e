// Masks as paths that can be drawn and hit, made once each: the run lengths themselves are the key. And all masks in sight as one
// layer, drawn by the same worker.

import type { MaskShape } from '../../server/conversation/documents.ts';
import type { LayerRequest, OutlineAnswer, OutlineRequest } from './outline-worker.ts';
import { pathOfRings } from './rings-path.ts';

const limit = 300;
const paths = new Map<string, Path2D>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
const layers = new Map<number, (bitmap: ImageBitmap) => void>();
let layerNumber = 0;
let worker: Worker | null = null;
let version = 0;

export const keyOf = ({ counts, width, height }: MaskShape): string => `${width}x${height}:${counts}`;

/** The path in pixels of the picture, or null while it is being made; then the listeners are called. */
export function pathOf(shape: MaskShape): Path2D | null {
  const key = keyOf(shape);
  const path = paths.get(key);
  if (path !== undefined) return path;
  if (!asked.has(key)) {
    asked.add(key);
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

function keep(key: string, rings: readonly Float32Array[]): void {
  asked.delete(key);
  paths.set(key, pathOfRings(rings));
  for (const oldest of paths.keys()) {
    if (paths.size <= limit) break;
    paths.delete(oldest);
  }
  version += 1;
  for (const listener of listeners) listener();
}
