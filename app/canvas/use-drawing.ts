'use client';

import { useCallback, useRef, useState } from 'react';
import type { ImageDocument, MaskDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { Operations } from '../chat/use-operations.ts';
import { drawByHand } from './draw-by-hand.ts';
import type { ShownMask } from './session-masks.ts';
import type { Region, Stroke } from './tools/tool.ts';

interface DrawingOptions {
  session: SessionDocument;
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
export function useDrawing({ session, shown, target, operations, onBegun }: DrawingOptions): { unsaved: (Region | Stroke)[]; draw(drawn: Region | Stroke): void } {
  const [unsaved, setUnsaved] = useState<(Region | Stroke)[]>([]);
  // A stroke may begin before the history has come with the one before: what was answered last is the base.
  const newest = useRef<MaskDocument | null>(null);

  const draw = useCallback((drawn: Region | Stroke) => {
    if (shown === null) return;
    if (target === null && drawn.remove) return operations.say(noTarget);
    if (target?.locked) return operations.say(locked(target.name));
    setUnsaved((all) => [...all, drawn]);
    const maskId = target?.maskId;
    const image = shown.id;
    const { width, height } = shown;
    const name = `${drawn.kind === 'region' ? 'area' : 'drawing'} ${session.masks.length + 1}`;
    void operations.run(async () => {
      const base = maskId === undefined ? null : (newest.current?.id === maskId ? newest.current.versions.at(-1)!.shape : target!.shape);
      const counts = await drawByHand({ width, height, counts: base?.counts ?? null, drawn });
      const tool = drawn.kind === 'region' ? 'lasso' : drawn.remove ? 'eraser' : 'brush';
      return { kind: 'mask-draw', ...(maskId === undefined ? { name, image } : { mask: maskId }), size: [height, width], counts, tool };
    }).then((done) => {
      setUnsaved((all) => all.filter((each) => each !== drawn));
      newest.current = done?.mask ?? null;
      const begun = maskId === undefined ? done?.mask?.versions.at(-1) : undefined;
      if (begun !== undefined) onBegun(begun.id);
    });
  }, [shown, target, operations, session.masks.length, onBegun]);
  return { unsaved, draw };
}
