'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import { CanvasPanel } from '../canvas/canvas-panel.tsx';
import { sessionMasks } from '../canvas/session-masks.ts';
import { usePreview } from '../canvas/use-preview.ts';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { emptyDraft, takeFirstMessage } from './draft.ts';
import { masksIn, type MaskPart } from './messages.ts';
import { useConversation } from './use-conversation.ts';
import { useDraft } from './use-draft.ts';
import { useSlowly } from './use-slowly.ts';

interface SessionViewProps {
  session: SessionDocument;
  reload: () => Promise<void>;
  connected: boolean;
}

const noMasks: MaskPart[] = [];

/** The picture and the conversation about it, side by side or one above the other. */
export function SessionView({ session, reload, connected }: SessionViewProps) {
  const box = useDraft(session.id);
  const conversation = useConversation({ session, reload, onReturned: box.giveBack });
  const { messages, busy, send } = conversation;
  const [litMask, setLitMask] = useState<string | null>(null);
  const [shownId, setShownId] = useState<string | null>(null);
  const reconnecting = useSlowly(!(connected && conversation.connected), 2000);
  const image = session.currentImage;

  const live = useLiveMasks(busy ? masksIn(messages[messages.length - 1]) : noMasks);
  const known = useMemo(() => sessionMasks(session, live), [session, live]);
  const preview = usePreview(session.id, box.draft, image !== null);

  // A new picture is what the next message is about: show it.
  useEffect(() => setShownId(null), [image?.id]);
  useFirstMessage(session, (text) => void send({ ...emptyDraft, text }));
  const show = useCallback((id: string) => setShownId(id), []);

  return (
    <main className="flex min-h-0 flex-1 flex-col wide:flex-row">
      {image !== null && (
        <div className="flex h-[50dvh] min-h-52 shrink-0 border-b wide:h-auto wide:min-h-0 wide:min-w-0 wide:flex-1 wide:border-r wide:border-b-0">
          <CanvasPanel
            session={session} image={image} shownId={shownId} onShow={setShownId} masks={known} previews={preview.masks}
            box={box} litMask={litMask} onLight={setLitMask}
          />
        </div>
      )}
      <div className={`flex min-h-0 flex-1 flex-col ${image === null ? 'mx-auto w-full max-w-2xl' : 'wide:w-96 wide:flex-none xl:w-[26rem]'}`}>
        <Conversation
          conversation={conversation} reconnecting={reconnecting} known={known} hasPicture={image !== null}
          onLight={setLitMask} onChoose={box.toggleMask} onShow={show}
        />
        {reconnecting && !busy && conversation.notice === null && <p role="status" className="px-4 py-1 text-sm text-warning">Reconnecting…</p>}
        <Composer box={box} conversation={conversation} known={known} hasPicture={image !== null} preview={preview} />
      </div>
    </main>
  );
}

/** The same list as long as it holds the same masks, so that text that streams in does not draw the picture anew. */
function useLiveMasks(masks: MaskPart[]): MaskPart[] {
  const kept = useRef(masks);
  const isSame = kept.current.length === masks.length && kept.current.every(({ versionId }, index) => versionId === masks[index].versionId);
  if (!isSame) kept.current = masks;
  return kept.current;
}

/** Sends what was said on the start page, once. */
function useFirstMessage(session: SessionDocument, send: (text: string) => void): void {
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    // Not within the effect: React's rehearsal of effects in development would send it and take it back.
    const timer = setTimeout(() => {
      const text = takeFirstMessage(session.id);
      if (text !== null && session.turns.length === 0) latest.current(text);
    });
    return () => clearTimeout(timer);
    // Only when the page opens: later there is nothing to take.
  }, []);
}
