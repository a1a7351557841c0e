'use client';

import type { SessionDocument } from '../../server/conversation/documents.ts';
import { Button } from '../interface/button.tsx';
import { RedoIcon, UndoIcon } from '../interface/icons.tsx';
import type { DraftBox } from './use-draft.ts';
import { operationName, type Operations } from './use-operations.ts';

/** Takes back the last thing pointed at, or else the last thing done to masks and versions. */
export function undo({ box, operations }: { box: DraftBox; operations: Operations }): void {
  if (!box.undoPrompt()) void operations.run({ kind: 'undo' });
}

export function redo({ box, operations }: { box: DraftBox; operations: Operations }): void {
  if (!box.redoPrompt()) void operations.run({ kind: 'redo' });
}

export function UndoButtons({ session, box, operations }: { session: SessionDocument; box: DraftBox; operations: Operations }) {
  const points = box.draft.prompts.length > 0;
  const back = points ? 'pointing' : session.undo === null ? null : operationName(session.undo.kind);
  const forth = session.redo === null ? null : operationName(session.redo.kind);
  return (
    <>
      <Button kind="quiet" label="Undo" title={back === null ? 'Nothing to undo' : `Undo ${back} (Ctrl Z)`} aria-keyshortcuts="Control+Z" disabled={back === null} icon={<UndoIcon />} onClick={() => undo({ box, operations })} />
      <Button kind="quiet" label="Redo" title={forth === null ? 'Redo (Ctrl Shift Z)' : `Redo ${forth} (Ctrl Shift Z)`} aria-keyshortcuts="Control+Shift+Z" disabled={forth === null && !box.canRedoPrompt} icon={<RedoIcon />} onClick={() => redo({ box, operations })} />
    </>
  );
}
