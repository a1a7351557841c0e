// The conversation as messages of the AI SDK. A turn is two of them: what was said, under the turn's own id, and the answer.

import type { UIMessage } from 'ai';
import type { PromptDocument, SessionDocument, TurnDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument, MaskShape, PreviewEvent, TurnStatus } from '../../server/store/log-event.ts';
import { isOpen, shownTurns } from './shown-turns.ts';

export type Phase = 'queued' | 'reading' | 'answering' | 'marking' | 'composing' | 'painting';

export interface Progress {
  phase: Phase;
  /** How many parts of it are done. */
  step?: number;
  of?: number;
}

export interface MaskPart {
  maskId: string;
  versionId: string;
  name: string;
  score: number;
  shape: MaskShape;
}

export interface EditPart {
  kind: string;
  imageId: string;
  changedPixels: number;
  seed: number;
  paintedAt?: { width: number; height: number };
  milliseconds?: number;
}

/** What is painted, as far as it is. */
export type PreviewPart = Omit<PreviewEvent, 'type'>;

export interface MessageMetadata {
  turnId: string;
  status?: TurnStatus;
  error?: ErrorDocument | null;
  prompts?: PromptDocument[];
  masks?: string[];
  imageVersionId?: string | null;
  /** A turn whose place this one takes. */
  replaces?: string;
}

export type FocusMessage = UIMessage<MessageMetadata, { progress: Progress; preview: PreviewPart; mask: MaskPart; edit: EditPart; restart: Record<string, never> }>;
export type FocusPart = FocusMessage['parts'][number];

export const answerId = (turnId: string): string => `${turnId}-answer`;

/** The messages of the stored history. A turn that still runs has no answer yet: its stream brings it. */
export function messagesOf(session: SessionDocument): FocusMessage[] {
  const masks = new Map(session.masks.flatMap((mask) => mask.versions.map((version) => [version.id, { mask, version }] as const)));
  return shownTurns(session).flatMap((turn) => {
    const said = messageOfSaid(turn);
    if (isOpen(turn.status)) return [said];
    const parts: FocusPart[] = [];
    if (turn.answer) parts.push({ type: 'text', text: turn.answer, state: 'done' });
    for (const id of turn.maskVersionIds) {
      const found = masks.get(id);
      if (!found) continue;
      const { mask, version } = found;
      parts.push({ type: 'data-mask', id, data: { maskId: mask.id, versionId: id, name: mask.name, score: version.score, shape: version.shape } });
    }
    if (turn.edit) {
      const { kind, resultId, changedPixels, seed, paintedAt, milliseconds } = turn.edit;
      parts.push({ type: 'data-edit', data: { kind, imageId: resultId, changedPixels, seed, paintedAt, milliseconds } });
    }
    const metadata = { turnId: turn.id, status: turn.status, error: turn.error };
    return [said, { id: answerId(turn.id), role: 'assistant', parts, metadata } satisfies FocusMessage];
  });
}

function messageOfSaid(turn: TurnDocument): FocusMessage {
  const masks = turn.prompts.flatMap((prompt) => (prompt.kind === 'mask' ? [prompt.maskVersionId] : []));
  const prompts = turn.prompts.filter((prompt) => prompt.kind !== 'mask');
  return {
    id: turn.id,
    role: 'user',
    parts: [{ type: 'text', text: turn.text }],
    metadata: { turnId: turn.id, prompts, masks, imageVersionId: turn.imageVersionId },
  };
}

/** What of a message counts: nothing that stood there before the turn began anew. */
export function partsOf(message: FocusMessage): FocusPart[] {
  const restart = message.parts.findLastIndex((part) => part.type === 'data-restart');
  return message.parts.slice(restart + 1);
}

export function textOf(message: FocusMessage): string {
  return partsOf(message).reduce((text, part) => (part.type === 'text' ? text + part.text : text), '');
}

export function progressOf(message: FocusMessage | undefined): Progress {
  const part = message?.role === 'assistant' ? partsOf(message).findLast((each) => each.type === 'data-progress') : undefined;
  return part?.type === 'data-progress' ? part.data : { phase: 'queued' };
}

export function previewOf(message: FocusMessage | undefined): PreviewPart | null {
  const part = message?.role === 'assistant' ? partsOf(message).findLast((each) => each.type === 'data-preview') : undefined;
  return part?.type === 'data-preview' ? part.data : null;
}

export function masksIn(message: FocusMessage | undefined): MaskPart[] {
  if (message?.role !== 'assistant') return [];
  return partsOf(message).flatMap((part) => (part.type === 'data-mask' ? [part.data] : []));
}
