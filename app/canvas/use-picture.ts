'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import { differenceKey, loadDifference, loadedLevels, loadLevels, type Levels } from './picture-levels.ts';
import type { ViewStore } from './view-store.ts';

/** Above this many pixels on the longest side a smaller copy comes first, and the whole one when it is looked at closely. */
const largestFirst = 2048;

export interface LoadedPicture {
  levels: Levels | null;
  failed: boolean;
}

const isLarge = ({ width, height }: ImageDocument) => Math.max(width, height) > largestFirst;
const smallAddress = (image: ImageDocument) => imageAddress(image.id, isLarge(image) ? largestFirst : undefined);

/** A picture as it can be drawn; the sharper copy takes over when the view asks for more pixels than the first one has. */
export function usePicture(image: ImageDocument | null, view: ViewStore): LoadedPicture {
  const isClose = useSyncExternalStore(
    view.subscribe,
    () => image !== null && isLarge(image) && view.get().scale * (window.devicePixelRatio || 1) * Math.max(image.width, image.height) > largestFirst * 1.1,
    () => false,
  );
  const first = useSmallPicture(image);
  const whole = image !== null && isClose ? imageAddress(image.id) : null;
  const close = useLevels(whole, () => loadLevels(whole!));
  return close.levels === null ? first : close;
}

/** The smaller copy where there is one. */
export function useSmallPicture(image: ImageDocument | null): LoadedPicture {
  const address = image === null ? null : smallAddress(image);
  return useLevels(address, () => loadLevels(address!));
}

/** Where two versions differ, as a picture. */
export function useDifference(before: ImageDocument | null, after: ImageDocument, wanted: boolean): LoadedPicture {
  const [one, other] = [before === null ? '' : smallAddress(before), smallAddress(after)];
  const key = wanted && before !== null ? differenceKey(one, other) : null;
  return useLevels(key, () => loadDifference(one, other));
}

/** Milliseconds until a picture that could not be loaded is tried again, unless the network comes back before. */
const pause = 5000;

function useLevels(key: string | null, load: () => Promise<Levels>): LoadedPicture {
  const [loaded, setLoaded] = useState<{ key: string; levels: Levels | null } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => load().then(
      (levels) => !gone && setLoaded({ key, levels }),
      () => {
        if (gone) return;
        setLoaded({ key, levels: null });
        timer = setTimeout(again, pause);
        window.addEventListener('online', again);
      },
    );
    const wait = () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
    const again = () => {
      wait();
      void begin();
    };
    void begin();
    return () => {
      gone = true;
      wait();
    };
    // `load` belongs to the key.
  }, [key]);
  if (key === null) return { levels: null, failed: false };
  if (loaded?.key === key) return { levels: loaded.levels, failed: loaded.levels === null };
  return { levels: loadedLevels(key), failed: false };
}
