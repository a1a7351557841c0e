'use client';

import { useCallback, useMemo } from 'react';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { Answer, type AnswerProps } from './answer.tsx';
import type { Draft } from './draft.ts';
import { previewOf, progressOf } from './messages.ts';
import { PromptChips } from './prompt-chips.tsx';
import { Said, saidIn } from './said.tsx';
import { newestEndOf, variantsOf } from './shown-turns.ts';
import { TurnProgress } from './turn-progress.tsx';
import type { ConversationState } from './use-conversation.ts';
import { useNewestInSight } from './use-newest-in-sight.ts';
import type { Operations } from './use-operations.ts';
import type { Rating } from './use-ratings.ts';

interface ConversationProps extends Pick<AnswerProps, 'known' | 'chosen' | 'onLight' | 'onChoose' | 'onShow' | 'onRate'> {
  session: SessionDocument;
  conversation: ConversationState;
  operations: Operations;
  reconnecting: boolean;
  ratings: ReadonlyMap<string, Rating>;
  hasPicture: boolean;
}

export function Conversation({ session, conversation, operations, reconnecting, known, chosen, ratings, hasPicture, onLight, onChoose, onShow, onRate }: ConversationProps) {
  const { messages, busy, stopping, waiting, takeBack, send, again } = conversation;
  const scroller = useNewestInSight(messages, busy, waiting);
  const last = messages[messages.length - 1];
  const resend = useCallback((draft: Draft, turnId: string) => void send(draft, turnId), [send]);
  const retry = useCallback((turnId: string) => {
    const said = messages.find((message) => message.id === turnId);
    if (said !== undefined) void send(saidIn(said));
  }, [messages, send]);
  const onAgain = useCallback((turnId: string) => void again(turnId), [again]);
  const goTo = useCallback((turnId: string, by: 1 | -1) => {
    const tries = variantsOf(session, turnId);
    const next = tries[tries.findIndex(({ id }) => id === turnId) + by];
    if (next !== undefined) void operations.run({ kind: 'branch', turn: newestEndOf(session, next.id) });
  }, [session, operations]);
  // Once a history, not with every word that streams in.
  const variants = useMemo(() => new Map(session.turns.map(({ id }) => [id, variantOf(session, id)])), [session]);

  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Conversation"
      aria-live="polite"
      aria-busy={busy}
      data-status={busy ? 'busy' : 'ready'}
      tabIndex={0}
      className="min-h-0 flex-1 space-y-4 overflow-y-auto overscroll-contain px-4 py-4 -outline-offset-2"
    >
      <TakenIn notes={session.images.find(({ parentId }) => parentId === null)?.notes ?? []} />
      {messages.length === 0 && <Empty hasPicture={hasPicture} />}
      {messages.map((message) =>
        message.role === 'user' ? (
          <Said key={message.id} message={message} known={known} onLight={onLight} variant={variants.get(message.id) ?? null} onVariant={goTo} onResend={busy ? undefined : resend} />
        ) : (
          <Answer
            key={message.id} message={message} known={known} chosen={chosen} rating={ratings.get(message.metadata?.turnId ?? '') ?? null} onLight={onLight} onChoose={onChoose} onShow={onShow}
            onRate={onRate} onAgain={busy ? undefined : onAgain} onRetry={message.id === last.id && !busy ? retry : undefined}
          />
        ),
      )}
      {busy && <TurnProgress turnId={last?.metadata?.turnId} progress={progressOf(last)} preview={previewOf(last)} stopping={stopping} reconnecting={reconnecting} />}
      {waiting.map((draft, index) => (
        <div key={index} data-waiting className="ms-auto w-fit max-w-[88%] space-y-1.5 rounded-2xl rounded-ee-md border border-dashed px-3.5 py-2 text-sm text-muted-foreground">
          {draft.text !== '' && <p dir="auto" className="break-words whitespace-pre-wrap">{draft.text}</p>}
          <PromptChips prompts={draft.prompts} masks={draft.masks} known={known} />
          <p className="flex items-center justify-between gap-4 text-xs">
            Waits for the answer above
            <button type="button" className="font-medium underline underline-offset-4" onClick={() => takeBack(index)}>Take back</button>
          </p>
        </div>
      ))}
    </div>
  );
}

/** Which of how many tries a turn is; null where it is the only one. */
function variantOf(session: SessionDocument, turnId: string): { number: number; of: number } | null {
  const tries = variantsOf(session, turnId);
  return tries.length < 2 ? null : { number: tries.findIndex(({ id }) => id === turnId) + 1, of: tries.length };
}

/** What was done to the picture on its way in. */
function TakenIn({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul aria-label="About the picture" className="space-y-1 text-xs text-muted-foreground">
      {notes.map((note) => <li key={note}>{note}</li>)}
    </ul>
  );
}

function Empty({ hasPicture }: { hasPicture: boolean }) {
  return (
    <div className="space-y-1 text-sm text-muted-foreground">
      <p className="font-medium text-foreground">{hasPicture ? 'Talk about this picture.' : 'Describe a picture, and it is drawn.'}</p>
      <p>{hasPicture ? 'Ask something, have something marked, or say what should be different. You can also point: click the picture, draw a box or scribble over what you mean.' : 'The picture that comes out can then be asked about, marked and changed.'}</p>
    </div>
  );
}
