'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PromptDocument } from '../../server/conversation/documents.ts';
import { emptyDraft, joined, keepDraft, mostPrompts, readDraft, type Draft } from './draft.ts';

export interface DraftBox {
  draft: Draft;
  write(text: string): void;
  addPrompt(prompt: PromptDocument): void;
  removePrompt(index: number): void;
  toggleMask(versionId: string): void;
  /** Empties the box and gives what was in it. */
  take(): Draft;
  giveBack(draft: Draft): void;
}

export function useDraft(sessionId: string): DraftBox {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const latest = useRef(draft);
  const change = useCallback((next: (draft: Draft) => Draft) => {
    latest.current = next(latest.current);
    setDraft(latest.current);
    keepDraft(sessionId, latest.current);
  }, [sessionId]);

  // After the first render, so that the server's page and the browser's are the same.
  useEffect(() => {
    latest.current = readDraft(sessionId);
    setDraft(latest.current);
  }, [sessionId]);

  const actions = useMemo(() => ({
    write: (text: string) => change((now) => ({ ...now, text })),
    addPrompt: (prompt: PromptDocument) =>
      change((now) => (now.prompts.length >= mostPrompts ? now : { ...now, prompts: [...now.prompts, prompt] })),
    removePrompt: (index: number) => change((now) => ({ ...now, prompts: now.prompts.filter((_, each) => each !== index) })),
    toggleMask: (id: string) =>
      change((now) => ({ ...now, masks: now.masks.includes(id) ? now.masks.filter((each) => each !== id) : [...now.masks, id] })),
    take: () => {
      const taken = latest.current;
      change(() => emptyDraft);
      return taken;
    },
    giveBack: (returned: Draft) => change((now) => joined(returned, now)),
  }), [change]);
  return useMemo(() => ({ draft, ...actions }), [draft, actions]);
}
