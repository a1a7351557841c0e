'use client';

import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SessionMasks } from '../canvas/session-masks.ts';
import type { Preview } from '../canvas/use-preview.ts';
import { Button } from '../interface/button.tsx';
import { SendIcon, StopIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { isEmpty } from './draft.ts';
import { PromptChips } from './prompt-chips.tsx';
import type { ConversationState } from './use-conversation.ts';
import type { DraftBox } from './use-draft.ts';

interface ComposerProps {
  box: DraftBox;
  conversation: ConversationState;
  known: SessionMasks;
  hasPicture: boolean;
  preview: Preview;
}

export function Composer({ box: { draft, write, removePrompt, toggleMask, take }, conversation, known, hasPicture, preview }: ComposerProps) {
  const { busy, stopping, notice, clearNotice, send, stop } = conversation;
  const field = useRef<HTMLTextAreaElement>(null);
  const ready = !busy && !isEmpty(draft);

  // Grows with its text up to a third of the window.
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight / 3)}px`;
  }, [draft.text]);

  const submit = () => {
    if (ready) void send(take());
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed (Chinese, Japanese, Korean), Enter belongs to the composing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="space-y-2 border-t bg-background p-3"
    >
      {notice !== null && <Notice error={notice} onClose={clearNotice} />}
      {notice === null && preview.error !== null && <Notice error={preview.error} tone="warning" />}
      {preview.isEmpty && <p role="status" className="px-1 text-sm text-muted-foreground">Nothing is found there. Point again, or say what you mean.</p>}
      <div className="space-y-2 rounded-2xl border border-strong-border bg-card p-2 focus-within:border-primary">
        <PromptChips prompts={draft.prompts} masks={draft.masks} known={known} onRemovePrompt={removePrompt} onRemoveMask={toggleMask} />
        <div className="flex items-end gap-2">
          <textarea
            ref={field}
            rows={1}
            aria-label="Message"
            value={draft.text}
            maxLength={2000}
            onChange={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            placeholder={hasPicture ? 'Ask, mark or change something' : 'Describe a picture to draw'}
            className="min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base leading-6 outline-none placeholder:text-muted-foreground wide:text-[15px]"
          />
          {busy && <Button label="Stop" disabled={stopping} onClick={() => void stop()} icon={<StopIcon />} />}
          <Button type="submit" kind="primary" label="Send" disabled={!ready} icon={<SendIcon />} />
        </div>
      </div>
    </form>
  );
}
