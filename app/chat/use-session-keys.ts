'use client';

import type { RefObject } from 'react';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { toolList } from '../canvas/tools/all.ts';
import type { CanvasState } from '../canvas/use-canvas.ts';
import type { Remove } from '../canvas/use-removal.ts';
import { actualSize, zoomStep } from '../canvas/zoom-control.tsx';
import { useShortcuts } from '../interface/shortcuts.ts';
import { redo, undo } from './undo-buttons.tsx';
import type { ConversationState } from './use-conversation.ts';
import type { DraftBox } from './use-draft.ts';
import type { Operations } from './use-operations.ts';

export type PanelName = 'chat' | 'masks' | 'versions';

interface SessionKeys {
  canvas: CanvasState;
  box: DraftBox;
  conversation: ConversationState;
  operations: Operations;
  known: SessionMasks;
  field: RefObject<HTMLTextAreaElement | null>;
  onPanel: (panel: PanelName) => void;
  onDelete: Remove;
}

/** What the keys of a session's page do. */
export function useSessionKeys({ canvas, box, conversation, operations, known, field, onPanel, onDelete }: SessionKeys): void {
  const { view, display, setDisplay, mode, compare, step, isCurrent, setTool } = canvas;
  useShortcuts({
    ...Object.fromEntries(toolList.map(({ key, name }) => [key, () => isCurrent && setTool(name)])),
    'Shift+L': () => isCurrent && setTool('lasso', true),
    '+': () => view.zoomBy(zoomStep),
    '-': () => view.zoomBy(1 / zoomStep),
    0: () => view.fit(),
    1: () => view.zoomTo(actualSize()),
    '[': () => setDisplay({ brush: Math.max(2, Math.round(display.brush / 1.25)) }),
    ']': () => setDisplay({ brush: Math.min(120, Math.round(display.brush * 1.25)) }),
    O: () => setDisplay({ masksShown: !display.masksShown }),
    C: () => compare(mode === null ? 'slider' : null),
    ',': () => step(-1),
    '.': () => step(1),
    '/': () => field.current?.focus(),
    'Mod+.': () => conversation.busy && void conversation.stop(),
    'Mod+Z': () => undo({ box, operations }),
    'Mod+Shift+Z': () => redo({ box, operations }),
    Delete: () => void onDelete(box.draft.masks.flatMap((id) => known.byVersion.get(id) ?? [])),
    X: () => box.clearPointing(),
    T: () => onPanel('chat'),
    M: () => onPanel('masks'),
    Y: () => onPanel('versions'),
  });
}
