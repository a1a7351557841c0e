'use client';

import type { SessionMasks } from '../canvas/session-masks.ts';
import { Answer } from './answer.tsx';
import { emptyDraft, type Draft } from './draft.ts';
import { progressOf, textOf, type FocusMessage } from './messages.ts';
import { PromptChips } from './prompt-chips.tsx';
import { TurnProgress } from './turn-progress.tsx';
import type { ConversationState } from './use-conversation.ts';
import { useNewestInSight } from './use-newest-in-sight.ts';

interface ConversationProps {
  conversation: ConversationState;
  reconnecting: boolean;
  known: SessionMasks;
  hasPicture: boolean;
  onLight: (maskId: string | null) => void;
  onChoose: (versionId: string) => void;
  onShow: (imageId: string) => void;
}

export function Conversation({ conversation, reconnecting, known, hasPicture, onLight, onChoose, onShow }: ConversationProps) {
  const { messages, busy, stopping, send } = conversation;
  const scroller = useNewestInSight(messages, busy);
  const lastId = messages[messages.length - 1]?.id;

  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Conversation"
      aria-live="polite"
      aria-busy={busy}
      data-status={busy ? 'busy' : 'ready'}
      tabIndex={0}
      className="min-h-0 flex-1 space-y-5 overflow-y-auto overscroll-contain px-4 py-4 -outline-offset-2"
    >
      {messages.length === 0 && <Empty hasPicture={hasPicture} />}
      {messages.map((message, index) =>
        message.role === 'user' ? (
          <Said key={message.id} message={message} known={known} />
        ) : (
          <Answer
            key={message.id} message={message} known={known} onLight={onLight} onChoose={onChoose} onShow={onShow}
            onRetry={message.id === lastId && !busy ? () => void send(saidIn(messages[index - 1])) : undefined}
          />
        ),
      )}
      {busy && <TurnProgress progress={progressOf(messages[messages.length - 1])} stopping={stopping} reconnecting={reconnecting} />}
    </div>
  );
}

function saidIn(message: FocusMessage | undefined): Draft {
  if (message === undefined) return emptyDraft;
  return { text: textOf(message), prompts: message.metadata?.prompts ?? [], masks: message.metadata?.masks ?? [] };
}

function Said({ message, known }: { message: FocusMessage; known: SessionMasks }) {
  const { text, prompts, masks } = saidIn(message);
  return (
    <article aria-label="You" data-role="user" className="ml-auto w-fit max-w-[85%] space-y-2 rounded-2xl rounded-br-md bg-primary-soft px-3.5 py-2">
      {text !== '' && <p className="text-[15px] leading-relaxed break-words whitespace-pre-wrap">{text}</p>}
      <PromptChips prompts={prompts} masks={masks} known={known} />
    </article>
  );
}

function Empty({ hasPicture }: { hasPicture: boolean }) {
  return (
    <div className="space-y-1 text-sm text-muted-foreground">
      <p className="font-medium text-foreground">{hasPicture ? 'Talk about this picture.' : 'Describe a picture, and it is drawn.'}</p>
      <p>{hasPicture ? 'Ask something, have something marked, or say what should be different. You can also point: click the picture or draw a box.' : 'The picture that comes out can then be asked about, marked and changed.'}</p>
    </div>
  );
}
