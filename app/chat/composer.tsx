'use client';

import { useEffect, type KeyboardEvent, type RefObject } from 'react';
import type { SessionMasks } from '../canvas/session-masks.ts';
import type { Preview } from '../canvas/use-preview.ts';
import { Button } from '../interface/button.tsx';
import { SendIcon, StopIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { isEmpty } from './draft.ts';
import { PromptChips } from './prompt-chips.tsx';
import { SuggestionRow } from './suggestion-row.tsx';
import type { Suggestion } from './suggestions.ts';
import type { ConversationState } from './use-conversation.ts';
import type { DraftBox } from './use-draft.ts';

interface ComposerProps {
  box: DraftBox;
  conversation: ConversationState;
  known: SessionMasks;
  hasPicture: boolean;
  preview: Preview;
  suggestions: readonly Suggestion[];
  /** Whether there is room for them on a phone: above the box is the conversation, and no panel that needs all there is. Above a keyboard there is none. */
  spacious: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  onLight: (maskIds: readonly string[]) => void;
}

export function Composer({ box: { draft, write, removePrompt, toggleMask, take }, conversation, known, hasPicture, preview, suggestions, spacious, field, onLight }: ComposerProps) {
  const { busy, stopping, notice, clearNotice, send, stop } = conversation;
  const ready = !isEmpty(draft);

  // Grows with its text up to a third of the window.
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight / 3)}px`;
  }, [draft.text, field]);

  const submit = () => {
    if (ready) void send(take());
    field.current?.focus();
  };
  const onSay = ({ text, masks }: Suggestion) => {
    const { prompts } = take();
    void send({ text, prompts, masks: [...masks] });
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
      className="shrink-0 space-y-2 border-t bg-background p-3"
    >
      {notice !== null && <Notice error={notice} onClose={clearNotice} />}
      {notice === null && preview.error !== null && <Notice error={preview.error} tone="warning" />}
      {preview.isEmpty && <p role="status" className="px-1 text-sm text-muted-foreground">Nothing is found there. Point again, or say what you mean.</p>}
      {!busy && draft.text === '' && suggestions.length > 0 && <div className={spacious ? '[@media(max-height:30rem)]:hidden' : 'max-wide:hidden'}><SuggestionRow suggestions={suggestions} onSay={onSay} /></div>}
      <div className="space-y-2 rounded-2xl border border-strong-border bg-card p-2 focus-within:border-primary focus-within:ring-3 focus-within:ring-primary/15">
        <PromptChips prompts={draft.prompts} masks={draft.masks} known={known} onLight={onLight} onRemovePrompt={removePrompt} onRemoveMask={toggleMask} />
        <div className="flex items-end gap-2">
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            aria-label="Message"
            aria-keyshortcuts="/"
            value={draft.text}
            maxLength={2000}
            onChange={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            placeholder={hasPicture ? 'Ask, mark or change' : 'Describe a picture to draw'}
            className="min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base leading-6 outline-none placeholder:truncate placeholder:text-muted-foreground wide:text-[15px]"
          />
          {busy && <Button label="Stop" title="Stop (Ctrl .)" disabled={stopping} onClick={() => void stop()} icon={<StopIcon />} />}
          <Button type="submit" kind="primary" label="Send" title={busy ? 'Send after the answer' : 'Send (Enter)'} disabled={!ready} icon={<SendIcon />} />
        </div>
      </div>
    </form>
  );
}
