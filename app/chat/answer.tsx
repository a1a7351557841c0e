'use client';

import { memo } from 'react';
import { colourOf } from '../canvas/palette.ts';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { Button } from '../interface/button.tsx';
import { RetryIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { EditCard } from './edit-card.tsx';
import { Markdown } from './markdown.tsx';
import { MaskChip } from './mask-chip.tsx';
import { isOpen, masksIn, partsOf, textOf, type FocusMessage } from './messages.ts';

interface AnswerProps {
  message: FocusMessage;
  known: SessionMasks;
  onLight: (maskId: string | null) => void;
  onChoose: (versionId: string) => void;
  onShow: (imageId: string) => void;
  /** Only where the message can be said again. */
  onRetry?: () => void;
}

export const Answer = memo(function Answer({ message, known, onLight, onChoose, onShow, onRetry }: AnswerProps) {
  const { status, error } = message.metadata ?? {};
  const open = status !== undefined && isOpen(status);
  const text = textOf(message);
  const masks = masksIn(message);
  const edits = partsOf(message).flatMap((part) => (part.type === 'data-edit' ? [part.data] : []));
  return (
    <article aria-label="focus" data-role="assistant" className="space-y-2.5">
      {text !== '' && <Markdown text={text} open={open} />}
      {masks.length > 0 && (
        <ul aria-label="Marked" className="flex flex-wrap gap-1.5">
          {masks.map((mask, index) => (
            <li key={mask.versionId} className="max-w-full">
              <MaskChip mask={{ ...mask, colour: known.byVersion.get(mask.versionId)?.colour ?? colourOf(index) }} onLight={onLight} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
      {edits.map((edit) => <EditCard key={edit.imageId} edit={edit} stored={!open} onShow={onShow} />)}
      {status === 'stopped' && <p className="text-sm text-muted-foreground">Stopped.</p>}
      {status === 'failed' && (
        <Notice error={error ?? { message: 'The message could not be answered.', hint: '' }}>
          {onRetry && <Button onClick={onRetry} icon={<RetryIcon />}>Try again</Button>}
        </Notice>
      )}
    </article>
  );
});
