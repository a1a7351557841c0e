'use client';

import { useChat } from '@ai-sdk/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { redoTurn, stopTurn } from './api.ts';
import { keepSending, readSending, type Draft } from './draft.ts';
import { troubleEvent } from './health-banner.tsx';
import { messagesOf, type FocusMessage } from './messages.ts';
import { documentOf } from './request-error.ts';
import { KeptId, untilAnswered } from './send-once.ts';
import { pause } from './server-sent-events.ts';
import { isOpen } from './shown-turns.ts';
import { TurnRefused, TurnTransport } from './turn-transport.ts';
import { useWaiting, type Waiting } from './waiting.ts';

export interface ConversationState {
  messages: FocusMessage[];
  /** A turn is sent, waits or runs. */
  busy: boolean;
  stopping: boolean;
  connected: boolean;
  notice: ErrorDocument | null;
  clearNotice(): void;
  /** What is to be said when the present answer is there. */
  waiting: Waiting['drafts'];
  /** Back into the box. */
  takeBack(index: number): void;
  /** Waits where a turn runs. `replaces`: the turn that is said again otherwise. */
  send(draft: Draft, replaces?: string): Promise<void>;
  /** The same message once more, with another seed. */
  again(turnId: string): Promise<void>;
  stop(): Promise<void>;
}

interface ConversationOptions {
  session: SessionDocument;
  reload: () => Promise<unknown>;
  /** A message that the server did not take, or that was taken back. */
  onReturned: (draft: Draft) => void;
}

/** What makes two messages the same. */
const wishOf = (draft: Draft, replaces: string | undefined): string => JSON.stringify({ ...draft, replaces });

export function useConversation({ session, reload, onReturned }: ConversationOptions): ConversationState {
  const [connected, setConnected] = useState(true);
  const [stopping, setStopping] = useState(false);
  const [reading, setReading] = useState(false);
  const [repeating, setRepeating] = useState(false);
  const [notice, setNotice] = useState<ErrorDocument | null>(null);
  // What may have arrived after all counts once when it is said again unchanged.
  const [kept] = useState(() => ({ message: new KeptId(), another: new KeptId() }));
  const transport = useMemo(() => new TurnTransport({ onConnection: setConnected, onTaken: () => keepSending(session.id, null) }), [session.id]);

  // Only the first ones count here: those that come later are set below.
  const [stored] = useState(() => messagesOf(session));
  const { messages, status, sendMessage, setMessages, resumeStream, stop: leave, clearError } = useChat<FocusMessage>({
    id: session.id,
    messages: stored,
    transport,
    throttle: 40,
    onFinish: () => {
      setStopping(false);
      setReading(true);
      void reload().finally(() => setReading(false));
    },
    onError: (error) => {
      setNotice(documentOf(error instanceof TurnRefused ? error.cause : error));
      window.dispatchEvent(new Event(troubleEvent));
    },
  });
  const streaming = status === 'submitted' || status === 'streaming';
  const streamingNow = useRef(streaming);
  streamingNow.current = streaming;
  const running = session.turns.find((turn) => isOpen(turn.status))?.id;
  // Until the history that ends the turn has come, too: what is said next builds on it.
  const busy = streaming || reading || repeating || running !== undefined;

  // The stored history is the truth; only a turn that streams into this page is further than it.
  useEffect(() => {
    if (streamingNow.current) return;
    setMessages(messagesOf(session));
    if (running !== undefined) void resumeStream({ body: { turnId: running } });
  }, [session, running, setMessages, resumeStream]);

  const { drafts, add, putBack, remove } = useWaiting(session.id);
  const hand = useCallback(async (draft: Draft, replaces?: string) => {
    const id = kept.message.of(wishOf(draft, replaces));
    keepSending(session.id, { id, draft, replaces });
    setNotice(null);
    clearError();
    streamingNow.current = true;
    const { prompts, masks } = draft;
    // What is said again takes the place of what was said, and of all that followed.
    if (replaces !== undefined) setMessages((all) => all.slice(0, Math.max(0, all.findIndex((message) => message.id === replaces))));
    await sendMessage({
      id,
      parts: [{ type: 'text', text: draft.text.trim() }],
      metadata: { turnId: id, prompts, masks, imageVersionId: session.currentImage?.id ?? null, replaces },
    });
    if (transport.accepted) return kept.message.settled(id);
    keepSending(session.id, null);
    setMessages((all) => all.filter((message) => message.id !== id));
    setStopping(false);
    if (!transport.crossed || replaces !== undefined) {
      onReturned(draft);
      void reload();
      return;
    }
    // Another page was quicker: its answer comes first. Said again when the history shows it, or its end.
    setNotice(null);
    setReading(true);
    putBack(draft);
    await Promise.all([reload(), pause(200)]);
    setReading(false);
  }, [sendMessage, setMessages, clearError, transport, kept, session.id, session.currentImage?.id, onReturned, putBack, reload]);

  const send = useCallback(async (draft: Draft, replaces?: string) => (busy ? add(draft) : hand(draft, replaces)), [busy, add, hand]);
  useEffect(() => {
    if (busy || drafts.length === 0) return;
    const next = remove(0);
    if (next !== undefined) void hand(next);
  }, [busy, drafts, remove, hand]);

  // What was on its way when the page was loaded again goes on, under its id, unless it had arrived.
  useEffect(() => {
    const left = readSending(session.id);
    keepSending(session.id, null);
    if (left === null || session.turns.some(({ id }) => id === left.id)) return;
    kept.message.keep(left.id, wishOf(left.draft, left.replaces));
    if (left.replaces === undefined) putBack(left.draft);
    else onReturned(left.draft);
    // Only when the page opens.
  }, []);

  const takeBack = useCallback((index: number) => {
    const taken = remove(index);
    if (taken !== undefined) onReturned(taken);
  }, [remove, onReturned]);

  const known = session.turns.length;
  const again = useCallback(async (turnId: string) => {
    setNotice(null);
    setRepeating(true);
    try {
      // Where the history has grown since, another one is wanted.
      await kept.another.with(`${turnId} ${known}`, (id) => untilAnswered(() => redoTurn(turnId, id), { onLost: () => setConnected(false) }));
      await reload();
    } catch (error) {
      setNotice(documentOf(error));
    } finally {
      setConnected(true);
      setRepeating(false);
    }
  }, [reload, kept, known]);

  const stop = useCallback(async () => {
    setStopping(true);
    // Where nothing answers there is nothing to stop but the sending.
    if (!transport.accepted && !connected) return leave();
    await transport.decided;
    if (!transport.accepted) return;
    const turnId = messages.findLast((message) => message.role === 'user')?.id;
    try {
      if (turnId !== undefined) await stopTurn(turnId);
    } catch (error) {
      setStopping(false);
      setNotice(documentOf(error));
    }
  }, [messages, transport, connected, leave]);

  const clearNotice = useCallback(() => setNotice(null), []);
  return { messages, busy, stopping, connected, notice, clearNotice, waiting: drafts, takeBack, send, again, stop };
}
