'use client';

import { memo, useCallback, useMemo, useState } from 'react';
import { colourOf } from '../canvas/palette.ts';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { Button } from '../interface/button.tsx';
import { CheckIcon, CopyIcon, RetryIcon, ThumbDownIcon, ThumbUpIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { EditCard } from './edit-card.tsx';
import { Markdown, type MaskTarget } from './markdown.tsx';
import { MaskChip } from './mask-chip.tsx';
import { MaskLink, type ChoosingPurpose } from './mask-link.tsx';
import { masksIn, partsOf, textOf, type FocusMessage } from './messages.ts';
import { isOpen } from './shown-turns.ts';

export interface AnswerProps {
  message: FocusMessage;
  known: SessionMasks;
  /** Ids of the mask versions that are chosen. */
  chosen: readonly string[];
  purpose?: ChoosingPurpose;
  rating: 'up' | 'down' | null;
  onLight: (maskIds: readonly string[]) => void;
  onChoose: (versionIds: readonly string[]) => void;
  onShow: (imageId: string) => void;
  /** Left out where the session can only be read. */
  onRate?: (turnId: string, rating: 'up' | 'down' | null) => void;
  /** Another result with another seed. */
  onAgain?: (turnId: string) => void;
  /** Only where the message can be said again. */
  onRetry?: (turnId: string) => void;
}

export const Answer = memo(function Answer({ message, known, chosen, purpose = 'Talk about', rating, onLight, onChoose, onShow, onRate, onAgain, onRetry }: AnswerProps) {
  const { status, error, turnId = '' } = message.metadata ?? {};
  const open = status !== undefined && isOpen(status);
  const text = textOf(message);
  const masks = masksIn(message);
  const edits = partsOf(message).flatMap((part) => (part.type === 'data-edit' ? [part.data] : []));
  const targets = useTargets(message, known);
  const renderLink = useCallback(
    (said: string, target: MaskTarget) => <MaskLink text={said} target={target} chosen={target.versionIds.every((id) => chosen.includes(id))} purpose={purpose} onLight={onLight} onChoose={onChoose} />,
    [chosen, purpose, onLight, onChoose],
  );
  return (
    <article aria-label="focus" data-role="assistant" className="group/answer space-y-2.5">
      {text !== '' && <Markdown text={text} open={open} targets={targets} renderLink={renderLink} />}
      {masks.length > 0 && (
        <ul aria-label="Marked" className="flex flex-wrap gap-1.5">
          {masks.map((mask, index) => (
            <li key={mask.versionId} className="max-w-full">
              <MaskChip
                mask={{ ...mask, colour: known.byVersion.get(mask.versionId)?.colour ?? colourOf(index) }} chosen={chosen.includes(mask.versionId)} purpose={purpose}
                onLight={(id) => onLight(id === null ? [] : [id])} onChoose={(id) => onChoose([id])}
              />
            </li>
          ))}
        </ul>
      )}
      {edits.map((edit) => <EditCard key={edit.imageId} edit={edit} turnId={turnId} stored={!open} onShow={onShow} onAgain={onAgain && !open ? () => onAgain(turnId) : undefined} />)}
      {status === 'stopped' && <p className="text-sm text-muted-foreground">Stopped.</p>}
      {status === 'failed' && (
        <Notice error={error ?? { message: 'The message could not be answered.', hint: '' }}>
          {onRetry && <Button onClick={() => onRetry(turnId)} icon={<RetryIcon />}>Try again</Button>}
        </Notice>
      )}
      {!open && text !== '' && <Actions text={text} rating={rating} onRate={onRate && ((next) => onRate(turnId, next))} />}
    </article>
  );
});

/** Names in the answer that belong to masks: those it marked, and others that are known by that name. */
function useTargets(message: FocusMessage, known: SessionMasks): ReadonlyMap<string, MaskTarget> {
  return useMemo(() => {
    const targets = new Map<string, MaskTarget>();
    for (const { name, maskId, versionId } of known.all) targets.set(name, { maskIds: [maskId], versionIds: [versionId] });
    const own = new Map<string, MaskTarget>();
    for (const { name, maskId, versionId } of masksIn(message)) {
      const before = own.get(name) ?? { maskIds: [], versionIds: [] };
      own.set(name, { maskIds: [...before.maskIds, maskId], versionIds: [...before.versionIds, known.all.find((mask) => mask.maskId === maskId)?.versionId ?? versionId] });
    }
    return new Map([...targets, ...own]);
  }, [message, known]);
}

function Actions({ text, rating, onRate }: { text: string; rating: 'up' | 'down' | null; onRate?: (rating: 'up' | 'down' | null) => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => {
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }, () => {});
  const small = 'size-7! [&_svg]:size-4';
  return (
    <div className={`-ms-1.5 flex gap-0.5 transition-opacity ${rating === null ? 'pointer-fine:opacity-0' : ''} group-focus-within/answer:opacity-100 group-hover/answer:opacity-100`}>
      <Button kind="quiet" label={copied ? 'Copied' : 'Copy answer'} className={small} icon={copied ? <CheckIcon /> : <CopyIcon />} onClick={copy} />
      {onRate && <Button kind="quiet" label="Good answer" className={small} aria-pressed={rating === 'up'} icon={<ThumbUpIcon />} onClick={() => onRate(rating === 'up' ? null : 'up')} />}
      {onRate && <Button kind="quiet" label="Bad answer" className={small} aria-pressed={rating === 'down'} icon={<ThumbDownIcon />} onClick={() => onRate(rating === 'down' ? null : 'down')} />}
    </div>
  );
}
