// From the event log of a turn to the chunks of which the AI SDK builds the answering message.

import type { InferUIMessageChunk } from 'ai';
import type { TurnNews } from '../../server/store/log-event.ts';
import { answerId, type FocusMessage, type Progress } from './messages.ts';

export type Chunk = InferUIMessageChunk<FocusMessage>;

export interface TurnChunks {
  begin(): Chunk[];
  of(event: TurnNews['event']): Chunk[];
}

export function turnChunks(turnId: string): TurnChunks {
  // A turn that begins anew gets fresh part ids, so that nothing is written into what is to be forgotten.
  let attempt = 0;
  let texts = 0;
  let openText: string | null = null;

  const progress = (data: Progress): Chunk => ({ type: 'data-progress', id: `progress-${attempt}`, data });
  const closeText = (): Chunk[] => {
    if (openText === null) return [];
    const id = openText;
    openText = null;
    return [{ type: 'text-end', id }];
  };
  const ensureText = (): Chunk[] => {
    if (openText !== null) return [];
    texts += 1;
    openText = `text-${texts}`;
    return [{ type: 'text-start', id: openText }];
  };

  return {
    begin: () => [
      { type: 'start', messageId: answerId(turnId), messageMetadata: { turnId, status: 'running' } },
      progress({ phase: 'queued' }),
    ],
    of(event) {
      switch (event.type) {
        case 'turn-start':
          return [progress({ phase: 'reading' })];
        case 'text-start':
          return [progress({ phase: 'answering' }), ...ensureText()];
        case 'text-delta': {
          const opening = ensureText();
          return [...opening, { type: 'text-delta', id: openText!, delta: event.delta }];
        }
        case 'text-end':
          return closeText();
        case 'mask-start':
          return [progress({ phase: 'marking' })];
        case 'mask-end': {
          const { type: _, ...mask } = event;
          return [{ type: 'data-mask', id: mask.versionId, data: mask }];
        }
        case 'code-progress':
          return [progress({ phase: 'composing', step: event.step, of: event.of })];
        case 'edit-progress':
          return [progress({ phase: 'painting', step: event.step, of: event.of })];
        case 'edit-preview':
          // Under one id: each takes the place of the one before.
          return [{ type: 'data-preview', id: `preview-${attempt}`, data: { picture: event.picture, box: event.box } }];
        case 'edit-end': {
          const { kind, imageId, changedPixels, seed } = event;
          return [{ type: 'data-edit', data: { kind, imageId, changedPixels, seed } }];
        }
        case 'turn-restart':
          attempt += 1;
          return [...closeText(), { type: 'data-restart', data: {} }, progress({ phase: 'reading' })];
        case 'turn-end': {
          const messageMetadata = { turnId, status: event.status, error: event.error ?? null };
          return [...closeText(), { type: 'finish', messageMetadata }];
        }
        default:
          // A newer server may say more than this page knows.
          return [];
      }
    },
  };
}
