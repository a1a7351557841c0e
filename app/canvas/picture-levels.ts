// Decoded pictures, kept while they may be shown again. They come from a worker; a picture of many megapixels costs the page no wait.

import type { PictureAnswer, PictureRequest } from './picture-worker.ts';

/** The same picture in several sizes, largest first. */
export type Levels = readonly ImageBitmap[];

/** Pixels, over all levels, that are kept beside the newest picture. */
const mostPixels = 60_000_000;
const kept = new Map<string, Levels>();
const waiting = new Map<string, { resolve(levels: Levels): void; reject(error: Error): void }>();
const promised = new Map<string, Promise<Levels>>();
let worker: Worker | null = null;

/** Pictures with transparent places: they are drawn on a chequered ground. */
const transparent = new WeakSet<ImageBitmap>();

export const isTransparent = (levels: Levels): boolean => transparent.has(levels[0]);

export function markTransparent(level: ImageBitmap): ImageBitmap {
  transparent.add(level);
  return level;
}

export const loadedLevels = (key: string): Levels | null => kept.get(key) ?? null;

export function loadLevels(address: string): Promise<Levels> {
  return ask({ kind: 'levels', key: address, address });
}

export const differenceKey = (before: string, after: string): string => `difference ${before} ${after}`;

export function loadDifference(before: string, after: string): Promise<Levels> {
  return ask({ kind: 'difference', key: differenceKey(before, after), before, after });
}

function ask(request: PictureRequest): Promise<Levels> {
  const found = kept.get(request.key);
  if (found !== undefined) return Promise.resolve(found);
  let promise = promised.get(request.key);
  if (promise === undefined) {
    promise = new Promise<Levels>((resolve, reject) => waiting.set(request.key, { resolve, reject }));
    promised.set(request.key, promise);
    decoder().postMessage(request);
  }
  return promise;
}

function decoder(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
    const { resolve, reject } = waiting.get(data.key)!;
    waiting.delete(data.key);
    promised.delete(data.key);
    if ('error' in data) return reject(new Error(data.error));
    if (data.transparent) markTransparent(data.levels[0]);
    keep(data.key, data.levels);
    resolve(data.levels);
  };
  return worker;
}

function keep(key: string, levels: Levels): void {
  kept.set(key, levels);
  let pixels = 0;
  for (const [other, each] of [...kept].reverse()) {
    pixels += each[0].width * each[0].height;
    // Those in use are drawn from the references that their user holds; only the memory of this list is given back.
    if (pixels > mostPixels && other !== key) kept.delete(other);
  }
}

/** The smallest level that has a pixel for each of `wanted` pixels of width. */
export function levelFor(levels: Levels, wanted: number): ImageBitmap {
  return levels.findLast(({ width }) => width >= wanted * 0.95) ?? levels[0];
}
