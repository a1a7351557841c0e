// What a call gives back that changed masks or moved the session, without the model.

import { z } from 'zod';
import type { EditDocument, ImageDocument, OperatedDocument, OperationDocument } from '../conversation/documents.ts';
import { edit, mask as maskSchema, session } from './outputs.ts';
import { sessionAnswer } from './session-answer.ts';
import { maskOut, newest } from './shapes.ts';
import type { Answer, Caller } from './tool.ts';
import { editOut } from './turn-answer.ts';

export const operationOut = session.extend({
  operation: z.object({ id: z.string(), seq: z.number(), kind: z.string() }),
  changed: maskSchema.nullable().describe('The mask that was made or changed, as it is now.'),
  edit: edit.nullable().describe('What an exact operation did to the picture.'),
  canUndo: z.string().nullable().describe('What undo would take back next.'),
  canRedo: z.string().nullable().describe('What redo would bring back next.'),
});

export async function operationAnswer(caller: Caller, { operation, mask, image }: OperatedDocument, sessionId: string): Promise<Answer<z.input<typeof operationOut>>> {
  const document = await caller.conversations.getSession(sessionId);
  const shaped = mask === null || mask.deleted ? null : newest(mask);
  const answer = await sessionAnswer(caller, document, sayOperation(operation, shaped && { name: shaped.name, area: shaped.shape.area }, image));
  const label = answer.data.masks.find(({ maskId }) => maskId === shaped?.maskId)?.label;
  const data = {
    ...answer.data,
    operation: { id: operation.id, seq: operation.seq, kind: operation.kind },
    changed: shaped && maskOut(shaped, label),
    edit: operation.kind === 'adjust' && image?.adjustment ? editOut(image.adjustment) : null,
    canUndo: document.undo?.kind ?? null,
    canRedo: document.redo?.kind ?? null,
  };
  return { ...answer, data };
}

function sayOperation({ kind, target }: OperationDocument, mask: { name: string; area: number } | null, image: ImageDocument | null): string {
  if (kind === 'undo' || kind === 'redo') return `${kind === 'undo' ? 'Took back' : 'Brought back'} operation ${target}.`;
  if (kind === 'branch') return 'The next call is about this picture.';
  if (kind === 'adjust' && image?.adjustment) return adjustedSentence(image, image.adjustment);
  return mask === null ? 'Done.' : `${mask.name || 'The mask'} covers ${mask.area} pixels now.`;
}

function adjustedSentence({ width, height, moved }: ImageDocument, { kind, changedPixels, markedPixels, outsideEqual }: EditDocument): string {
  if (moved) return `Done: ${kind}. The picture has ${width} x ${height} pixels now; masks moved with it and have new ids.`;
  const marked = markedPixels === null ? '' : ` of ${markedPixels} that were meant`;
  return `Done: ${kind}. ${changedPixels} pixels${marked} changed${outsideEqual ? '; beyond them not a byte' : ''}.`;
}
