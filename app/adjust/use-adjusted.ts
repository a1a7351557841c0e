'use client';

import { useEffect, useState } from 'react';
import { imageAddress } from '../chat/api.ts';
import { markTransparent, type Levels } from '../canvas/picture-levels.ts';
import type { AdjustAnswer, AdjustQuestion } from './adjust-worker.ts';
import type { Adjusting } from './use-adjusting.ts';

/** Longest side at which a coming change is shown while it is being set. */
const side = 1024;

let worker: Worker | null = null;
let asked = 0;
const hearing = new Map<number, (answer: AdjustAnswer) => void>();

/** What the operation at hand would give, as it can be drawn; null while there is none, or nothing was moved since it was made. */
export function useAdjusted(adjusting: Adjusting | null): Levels | null {
  const [levels, setLevels] = useState<Levels | null>(null);
  const key = adjusting === null || !adjusting.moved ? null : JSON.stringify([adjusting.source.id, adjusting.masks.map(({ versionId }) => versionId), adjusting.adjustment]);
  useEffect(() => {
    if (key === null || adjusting === null) return setLevels(null);
    const { source, masks, adjustment } = adjusting;
    asked += 1;
    const id = asked;
    const behind = adjustment.kind === 'background' && adjustment.picture !== undefined ? imageAddress(adjustment.picture, side) : undefined;
    hearing.set(id, (answer) => {
      // A shape that cannot be made yet (no picture chosen) shows nothing.
      if ('level' in answer) setLevels([markTransparent(answer.level)]);
    });
    const question: AdjustQuestion = { id, address: imageAddress(source.id, side), width: source.width, masks: masks.map(({ shape: { width, height, counts } }) => ({ width, height, counts })), adjustment, behind };
    changer().postMessage(question);
    return () => void hearing.delete(id);
  }, [key]);
  return key === null ? null : levels;
}

function changer(): Worker {
  if (worker !== null) return worker;
  worker = new Worker(new URL('./adjust-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<AdjustAnswer>) => {
    hearing.get(data.id)?.(data);
    hearing.delete(data.id);
  };
  return worker;
}
