'use client';

import { useCallback, useRef, useState } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import type { Operations } from '../chat/use-operations.ts';
import { drawByHand } from './draw-by-hand.ts';
import type { ShownMask } from './session-masks.ts';
import type { Region, Stroke } from './tools/tool.ts';

interface DrawingOptions {
  shown: ImageDocument | null;
  /** The mask that is drawn on; null begins a new one. */
  target: ShownMask | null;
  operations: Operations;
  /** A new mask was begun. */
  onBegun: (versionId: string) => void;
}

const noTarget = { code: 'no-mask-chosen', status: 400, message: 'Nothing is chosen to take this away from.', hint: 'Choose a mask first: click its name, or use the tool that picks masks.' };
const locked = (name: string) => ({ code: 'mask-locked', status: 409, message: `${name} is locked.`, hint: 'Unlock it in the list of masks, or choose another one.' });

/** Strokes and areas become versions of a mask, one after the other; `unsaved` are those on their way. */
export function useDrawing({ shown, target, operations, onBegun }: DrawingOptions): { unsaved: (Region | Stroke)[]; draw(drawn: Region | Stroke): void } {
  const [unsaved, setUnsaved] = useState<(Region | Stroke)[]>([]);
  // A stroke may begin before the one that made the mask is answered: it goes on with that mask.
  const begun = useRef<Promise<string | undefined> | null>(null);

  const draw = useCallback((drawn: Region | Stroke) => {
    if (shown === null) return;
    if (target === null && drawn.remove) return operations.say(noTarget);
    if (target?.locked) return operations.say(locked(target.name));
    setUnsaved((all) => [...all, drawn]);
    const goesOn = target === null && drawn.kind === 'stroke' ? begun.current : null;
    const image = shown.id;
    const { width, height } = shown;
    const done = operations.run(async ({ masks }) => {
      const maskId = target?.maskId ?? (await goesOn) ?? undefined;
      // As it is when the strokes before are in it. Should it have changed since, that is refused, and this is asked again.
      const base = masks.find(({ id }) => id === maskId)?.versions.at(-1);
      const counts = await drawByHand({ width, height, counts: base?.shape.counts ?? null, drawn });
      const tool = drawn.kind === 'region' ? 'lasso' : drawn.remove ? 'eraser' : 'brush';
      const place = maskId === undefined ? { name: `${drawn.kind === 'region' ? 'area' : 'drawing'} ${masks.length + 1}`, image } : { mask: maskId, base: base?.id };
      return { kind: 'mask-draw', ...place, size: [height, width], counts, tool };
    });
    const isNew = target === null && goesOn === null;
    const mine = done.then((made) => made?.mask?.id);
    if (isNew && drawn.kind === 'stroke') begun.current = mine;
    void done.then((made) => {
      setUnsaved((all) => all.filter((each) => each !== drawn));
      const first = isNew ? made?.mask?.versions.at(-1) : undefined;
      if (first !== undefined) onBegun(first.id);
      if (begun.current === mine) begun.current = null;
    });
  }, [shown, target, operations, onBegun]);
  return { unsaved, draw };
}
