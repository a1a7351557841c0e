'use client';

import { useCallback } from 'react';
import type { Operations } from '../chat/use-operations.ts';
import { useToast } from '../interface/toast.tsx';
import type { ShownMask } from './session-masks.ts';

export type Remove = (masks: readonly ShownMask[]) => Promise<void>;

/** Deletes masks and says so, with the way back for all of them. */
export function useRemoval(run: Operations['run']): Remove {
  const toast = useToast();
  return useCallback(async (masks) => {
    const answers = await Promise.all(masks.map(({ maskId }) => run({ kind: 'mask-delete', mask: maskId })));
    const deleted = masks.filter((_, index) => answers[index] !== null);
    if (deleted.length === 0) return;
    const restore = () => deleted.forEach(({ maskId }) => void run({ kind: 'mask-restore', mask: maskId }));
    toast({ text: deleted.length === 1 ? `Deleted ${deleted[0].name}.` : `Deleted ${deleted.length} masks.`, action: { label: 'Undo', run: restore } });
  }, [run, toast]);
}
