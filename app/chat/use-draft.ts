'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PromptDocument } from '../../server/conversation/documents.ts';
import { emptyDraft, joined, keepDraft, mostPrompts, readDraft, withChoice, withoutLostChoice, type Draft } from './draft.ts';

export interface DraftBox {
  draft: Draft;
  write(text: string): void;
  addPrompt(prompt: PromptDocument): void;
  removePrompt(index: number): void;
  /** Which of the things is meant that the first click may mean. */
  choose(choice: number): void;
  /** Takes the last prompt back; `redoPrompt` puts it there again. Both say whether there was one. */
  undoPrompt(): boolean;
  redoPrompt(): boolean;
  canRedoPrompt: boolean;
  toggleMask(versionId: string): void;
  /** Other ids for masks that changed; null where one is no more. */
  moveMasks(move: (versionId: string) => string | null): void;
  clearPointing(): void;
  /** Empties the box and gives what was in it. */
  take(): Draft;
  giveBack(draft: Draft): void;
}

export function useDraft(sessionId: string): DraftBox {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const latest = useRef(draft);
  const undone = useRef<PromptDocument[]>([]);
  const [canRedoPrompt, setCanRedo] = useState(false);
  const change = useCallback((next: (draft: Draft) => Draft) => {
    latest.current = withoutLostChoice(next(latest.current));
    setDraft(latest.current);
    setCanRedo(undone.current.length > 0);
    keepDraft(sessionId, latest.current);
  }, [sessionId]);

  // After the first render, so that the server's page and the browser's are the same.
  useEffect(() => {
    latest.current = readDraft(sessionId);
    undone.current = [];
    setDraft(latest.current);
  }, [sessionId]);

  const actions = useMemo(() => {
    const add = (prompt: PromptDocument) => change((now) => (now.prompts.length >= mostPrompts ? now : { ...now, prompts: [...now.prompts, prompt] }));
    return {
      write: (text: string) => change((now) => ({ ...now, text })),
      addPrompt: (prompt: PromptDocument) => {
        undone.current = [];
        add(prompt);
      },
      removePrompt: (index: number) => change((now) => ({ ...now, prompts: now.prompts.filter((_, each) => each !== index) })),
      choose: (choice: number) => change((now) => withChoice(now, choice)),
      undoPrompt: () => {
        const last = latest.current.prompts.at(-1);
        if (last === undefined) return false;
        undone.current.push(last);
        change((now) => ({ ...now, prompts: now.prompts.slice(0, -1) }));
        return true;
      },
      redoPrompt: () => {
        const last = undone.current.pop();
        if (last !== undefined) add(last);
        return last !== undefined;
      },
      toggleMask: (id: string) =>
        change((now) => ({ ...now, masks: now.masks.includes(id) ? now.masks.filter((each) => each !== id) : [...now.masks, id] })),
      moveMasks: (move: (versionId: string) => string | null) => {
        const moved = [...new Set(latest.current.masks.flatMap((id) => move(id) ?? []))];
        if (moved.join() !== latest.current.masks.join()) change((now) => ({ ...now, masks: moved }));
      },
      clearPointing: () => change((now) => ({ ...now, prompts: [], masks: [] })),
      take: () => {
        const taken = latest.current;
        undone.current = [];
        change(() => emptyDraft);
        return taken;
      },
      giveBack: (returned: Draft) => change((now) => joined(returned, now)),
    };
  }, [change]);
  return useMemo(() => ({ draft, canRedoPrompt, ...actions }), [draft, canRedoPrompt, actions]);
}
