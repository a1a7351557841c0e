// Masks as paths that can be drawn, made once each: the run lengths themselves are the key.

import type { MaskShape } from '../../server/store/log-event.ts';
import type { OutlineAnswer, OutlineRequest } from './outline-worker.ts';

const limit = 300;
const paths = new Map<string, Path2D>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
let worker: Worker | null = null;
let version = 0;

const keyOf = ({ counts, width, height }: MaskShape) => `${width}x${height}:${counts}`;

/** The path in pixels of the picture, or null while it is being made; then the listeners are called. */
export function pathOf(shape: MaskShape): Path2D | null {
  const key = keyOf(shape);
  const path = paths.get(key);
  if (path !== undefined) return path;
  if (!asked.has(key)) {
    asked.add(key);
    const request: OutlineRequest = { key, counts: shape.counts, width: shape.width, height: shape.height };
    outliner().postMessage(request);
  }
  return null;
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
  worker.onmessage = ({ data }: MessageEvent<OutlineAnswer>) => keep(data);
  return worker;
}

/** Through the middles between the points, with the points as the curves' control points: a quadratic B-spline. */
function addSmoothly(path: Path2D, ring: Float32Array): void {
  const count = ring.length;
  path.moveTo((ring[count - 2] + ring[0]) / 2, (ring[count - 1] + ring[1]) / 2);
  for (let index = 0; index < count; index += 2) {
    const next = (index + 2) % count;
    path.quadraticCurveTo(ring[index], ring[index + 1], (ring[index] + ring[next]) / 2, (ring[index + 1] + ring[next + 1]) / 2);
  }
  path.closePath();
}

function keep({ key, rings }: OutlineAnswer): void {
  const path = new Path2D();
  for (const ring of rings) addSmoothly(path, ring);
  asked.delete(key);
  paths.set(key, path);
  for (const oldest of paths.keys()) {
    if (paths.size <= limit) break;
    paths.delete(oldest);
  }
  version += 1;
  for (const listener of listeners) listener();
}
