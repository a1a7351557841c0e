// Where an outline is unsure, colours decide. C. Rother, V. Kolmogorov, A. Blake, "GrabCut: Interactive Foreground Extraction using
// Iterated Graph Cuts", 2004, as OpenCV does it, compiled to WebAssembly.

import type { Picture } from './picture.ts';

/** What is known of a pixel, in OpenCV's numbers: surely outside, surely inside, likely outside, likely inside. */
export const hint = { outside: 0, inside: 1, likelyOutside: 2, likelyInside: 3 } as const;

/** The mask [height, width] of 0 and 1 that fits the colours best. `hints` [height, width] has some pixels inside and some outside. */
export type GrabCut = (picture: Picture, hints: Uint8Array) => Uint8Array;

type OpenCv = typeof import('@techstark/opencv-js') & { onRuntimeInitialized?: () => void };

let loading: Promise<GrabCut> | undefined;

/** Loads OpenCV, once a process: about 0.2 s, and 130 MB more at the peak (npm run bench). */
export function loadGrabCut(): Promise<GrabCut> {
  return (loading ??= load());
}

async function load(): Promise<GrabCut> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  // Its types leave out that all of it is the default export.
  const { default: cv } = (await import('@techstark/opencv-js')) as unknown as { default: OpenCv };
  // Not awaited: the module has a `then` that gives the module, and so never ends.
  if (cv.Mat === undefined) await new Promise<void>((resolve) => (cv.onRuntimeInitialized = resolve));
  // It would end the process in its own way on errors that have nothing to do with it.
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) if (!before[index].includes(listener)) process.off(event, listener);
  }
  return (picture, hints) => cut(cv, picture, hints);
}

function cut(cv: OpenCv, { width, height, data }: Picture, hints: Uint8Array): Uint8Array {
  const pixels = new cv.Mat(height, width, cv.CV_8UC3);
  const mask = new cv.Mat(height, width, cv.CV_8UC1);
  const [background, foreground] = [new cv.Mat(), new cv.Mat()];
  try {
    pixels.data.set(data);
    mask.data.set(hints);
    // The first mixtures of colours are drawn by lot; the same picture must give the same mask.
    cv.setRNGSeed(1);
    cv.grabCut(pixels, mask, new cv.Rect(0, 0, 1, 1), background, foreground, 1, cv.GC_INIT_WITH_MASK);
    return Uint8Array.from(mask.data as Uint8Array, (value) => value & 1);
  } finally {
    for (const one of [pixels, mask, background, foreground]) one.delete();
  }
}
