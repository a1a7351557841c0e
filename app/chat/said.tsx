'use client';

import { memo, useEffect, useRef, useState } from 'react';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { Button } from '../interface/button.tsx';
import { RenameIcon } from '../interface/icons.tsx';
import type { Draft } from './draft.ts';
import { textOf, type FocusMessage } from './messages.ts';
import { PromptChips } from './prompt-chips.tsx';

interface SaidProps {
  message: FocusMessage;
  known: SessionMasks;
  onLight: (maskIds: readonly string[]) => void;
  /** Which of how many tries this is, counted from 1; null where there is one. */
  variant: { number: number; of: number } | null;
  onVariant: (turnId: string, by: 1 | -1) => void;
  /** Left out while a turn runs. */
  onResend?: (draft: Draft, turnId: string) => void;
}

export function saidIn(message: FocusMessage): Draft {
  return { text: textOf(message), prompts: message.metadata?.prompts ?? [], masks: message.metadata?.masks ?? [] };
}

/** What was said, as it was sent. It can be changed and said again: the first one stays in a branch of its own. */
export const Said = memo(function Said({ message, known, onLight, variant, onVariant, onResend }: SaidProps) {
  const [editing, setEditing] = useState(false);
  const draft = saidIn(message);
  if (editing && onResend !== undefined) {
    return <Rewording draft={draft} known={known} onCancel={() => setEditing(false)} onSend={(text) => (setEditing(false), onResend({ ...draft, text }, message.id))} />;
  }
  return (
    <div className="group/said flex flex-col items-end gap-0.5">
      <div className="flex w-full items-center justify-end gap-1">
        {onResend !== undefined && (
          <Button kind="quiet" label="Edit and send again" className="size-7! pointer-fine:opacity-0 group-focus-within/said:opacity-100 group-hover/said:opacity-100 [&_svg]:size-4" icon={<RenameIcon />} onClick={() => setEditing(true)} />
        )}
        <article aria-label="You" data-role="user" className="w-fit min-w-0 max-w-[88%] space-y-2 rounded-2xl rounded-ee-md bg-primary-soft px-3.5 py-2">
          {draft.text !== '' && <p dir="auto" className="text-[15px] leading-relaxed break-words whitespace-pre-wrap">{draft.text}</p>}
          <PromptChips prompts={draft.prompts} masks={draft.masks} known={known} onLight={onLight} />
        </article>
      </div>
      {variant !== null && (
        <span role="group" aria-label="Tries" className="flex items-center text-xs text-muted-foreground">
          <Button kind="quiet" label="Earlier try" className="size-7!" disabled={variant.number === 1} icon={<span aria-hidden="true" className="rtl:rotate-180">‹</span>} onClick={() => onVariant(message.id, -1)} />
          <span className="tabular-nums">{variant.number} / {variant.of}</span>
          <Button kind="quiet" label="Later try" className="size-7!" disabled={variant.number === variant.of} icon={<span aria-hidden="true" className="rtl:rotate-180">›</span>} onClick={() => onVariant(message.id, 1)} />
        </span>
      )}
    </div>
  );
});

function Rewording({ draft, known, onCancel, onSend }: { draft: Draft; known: SessionMasks; onCancel: () => void; onSend: (text: string) => void }) {
  const [text, setText] = useState(draft.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  const ready = text.trim() !== '' || draft.prompts.length + draft.masks.length > 0;
  return (
    <form
      className="space-y-2 rounded-2xl border border-primary bg-card p-2"
      onSubmit={(event) => (event.preventDefault(), ready && onSend(text.trim()))}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.target !== field.current) return;
        event.preventDefault();
        if (ready) onSend(text.trim());
      }}
    >
      <textarea ref={field} aria-label="Reword the message" dir="auto" rows={2} value={text} maxLength={2000} autoFocus onChange={(event) => setText(event.currentTarget.value)} className="w-full resize-none bg-transparent px-2 py-1 text-[15px] outline-none" />
      <PromptChips prompts={draft.prompts} masks={draft.masks} known={known} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" kind="primary" disabled={!ready}>Send again</Button>
      </div>
    </form>
  );
}
