import type { DrawAnswer, DrawRequest } from './drawn-mask-worker.ts';

let worker: Worker | null = null;
let count = 0;
const waiting = new Map<number, (counts: string) => void>();

/** Run lengths of the mask after what was drawn. */
export function drawByHand(request: Omit<DrawRequest, 'number'>): Promise<string> {
  if (worker === null) {
    worker = new Worker(new URL('./drawn-mask-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<DrawAnswer>) => {
      waiting.get(data.number)?.(data.counts);
      waiting.delete(data.number);
    };
  }
  count += 1;
  const number = count;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    worker!.postMessage({ number, ...request } satisfies DrawRequest);
  });
}
