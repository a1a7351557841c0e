'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ImageDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { Draft } from '../chat/draft.ts';
import { useDisplay, type Display } from './display.ts';
import type { CompareMode } from './draw-picture.ts';
import type { ToolName } from './tools/tool.ts';
import { ViewStore } from './view-store.ts';

export interface CanvasState {
  view: ViewStore;
  tool: ToolName;
  /** `takesAway`: as with Alt held, for where there is no such key. */
  setTool(tool: ToolName, takesAway?: boolean): void;
  takesAway: boolean;
  display: Display;
  setDisplay(change: Partial<Display>): void;
  /** The version of the picture that is looked at; null where there is no picture yet. */
  shown: ImageDocument | null;
  /** Whether it is the one that messages are about. */
  isCurrent: boolean;
  /** Null: the current one. */
  show(imageId: string | null): void;
  /** What can be compared with, and how it is now. */
  before: ImageDocument | null;
  mode: CompareMode | null;
  compare(mode: CompareMode | null, withId?: string): void;
  /** To the version before or after the one looked at. */
  step(by: 1 | -1): void;
}

interface Wish {
  imageId: string;
  mode: CompareMode | null;
  withId?: string;
}

/** How the picture is looked at: which version, compared with which, at which zoom and with which tool. */
export function useCanvas(session: SessionDocument, draft: Draft): CanvasState {
  const view = useMemo(() => new ViewStore(), []);
  const [{ tool, takesAway }, hold] = useState<{ tool: ToolName; takesAway: boolean }>({ tool: 'add', takesAway: false });
  const setTool = useCallback((name: ToolName, away = false) => hold({ tool: name, takesAway: away }), []);
  const [display, setDisplay] = useDisplay();
  const [shownId, setShownId] = useState<string | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const current = session.currentImage;
  // A new picture is what the next message is about: show it.
  useEffect(() => setShownId(null), [current?.id]);

  const shown = session.images.find(({ id }) => id === shownId) ?? current;
  const mine = wish !== null && wish.imageId === shown?.id ? wish : null;
  const before = session.images.find(({ id }) => id === (mine?.withId ?? shown?.parentId)) ?? null;
  const isFresh = before !== null && shown?.source === 'edit' && session.turns.findLast((turn) => turn.status === 'done')?.edit?.resultId === shown.id;
  // Right after an edit the two are compared until something is pointed at; otherwise when asked for.
  const mode = before === null ? null : mine !== null ? mine.mode : isFresh && draft.prompts.length === 0 ? 'slider' : null;

  const compare = useCallback((next: CompareMode | null, withId?: string) => {
    if (shown !== null) setWish({ imageId: shown.id, mode: next, withId: withId ?? mine?.withId });
  }, [shown, mine?.withId]);
  const step = useCallback((by: 1 | -1) => {
    const at = session.images.findIndex(({ id }) => id === shown?.id);
    const next = session.images[at + by];
    if (next !== undefined) setShownId(next.id);
  }, [session.images, shown?.id]);

  return { view, tool, setTool, takesAway, display, setDisplay, shown, isCurrent: shown?.id === current?.id, show: setShownId, before, mode, compare, step };
}
