// What a call gives back that changed masks or moved the session, without the model.

import { z } from 'zod';
import type { OperatedDocument, OperationDocument } from '../conversation/documents.ts';
import { mask as maskSchema, session } from './outputs.ts';
import { sessionAnswer } from './session-answer.ts';
import { maskOut, newest } from './shapes.ts';
import type { Answer, Caller } from './tool.ts';

export const operationOut = session.extend({
  operation: z.object({ id: z.string(), seq: z.number(), kind: z.string() }),
  changed: maskSchema.nullable().describe('The mask that was made or changed, as it is now.'),
  canUndo: z.string().nullable().describe('What undo would take back next.'),
  canRedo: z.string().nullable().describe('What redo would bring back next.'),
});

export async function operationAnswer(caller: Caller, { operation, mask }: OperatedDocument, sessionId: string): Promise<Answer<z.input<typeof operationOut>>> {
  const document = await caller.conversations.getSession(sessionId);
  const shaped = mask === null || mask.deleted ? null : newest(mask);
  const answer = await sessionAnswer(caller, document, sayOperation(operation, shaped && { name: shaped.name, area: shaped.shape.area }));
  const label = answer.data.masks.find(({ maskId }) => maskId === shaped?.maskId)?.label;
  const data = {
    ...answer.data,
    operation: { id: operation.id, seq: operation.seq, kind: operation.kind },
    changed: shaped && maskOut(shaped, label),
    canUndo: document.undo?.kind ?? null,
    canRedo: document.redo?.kind ?? null,
  };
  return { ...answer, data };
}

function sayOperation({ kind, target }: OperationDocument, mask: { name: string; area: number } | null): string {
  if (kind === 'undo' || kind === 'redo') return `${kind === 'undo' ? 'Took back' : 'Brought back'} operation ${target}.`;
  if (kind === 'branch') return 'The next call is about this picture.';
  return mask === null ? 'Done.' : `${mask.name || 'The mask'} covers ${mask.area} pixels now.`;
}
