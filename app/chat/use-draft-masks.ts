'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { OperatedDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { MaskPart } from './messages.ts';
import type { DraftBox } from './use-draft.ts';

/**
 * Keeps what the draft means in step with the masks: a changed mask is meant in its new form, one that is gone no more. The
 * returned function hears of every operation.
 */
export function useDraftMasks({ draft, moveMasks }: DraftBox, session: SessionDocument, live: readonly MaskPart[]): (done: OperatedDocument) => void {
  // Which mask a version belongs to, also after the version was undone.
  const masks = useRef(new Map<string, string>());
  // Versions that were answered and that the history does not have yet.
  const coming = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, versions } of session.masks) for (const version of versions) masks.current.set(version.id, id);
    const isThere = new Set([...session.masks.flatMap(({ versions }) => versions.map(({ id }) => id)), ...live.map(({ versionId }) => versionId)]);
    for (const id of coming.current) if (isThere.has(id)) coming.current.delete(id);
    moveMasks((id) => {
      if (isThere.has(id) || coming.current.has(id)) return id;
      return session.masks.find((mask) => mask.id === masks.current.get(id))?.versions.at(-1)?.id ?? null;
    });
  }, [session, live, draft.masks, moveMasks]);

  return useCallback(({ operation, mask }) => {
    if (mask === null || operation.versionId === null) return;
    const newest = mask.versions.at(-1)?.id;
    if (newest === undefined) return;
    masks.current.set(newest, mask.id);
    coming.current.add(newest);
    moveMasks((id) => (masks.current.get(id) === mask.id ? newest : id));
  }, [moveMasks]);
}
