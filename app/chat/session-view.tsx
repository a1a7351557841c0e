'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MaskShape, SessionDocument } from '../../server/conversation/documents.ts';
import { AdjustButtons } from '../adjust/adjust-buttons.tsx';
import { AdjustCard } from '../adjust/adjust-card.tsx';
import { useAdjusted } from '../adjust/use-adjusted.ts';
import { useAdjustments } from '../adjust/use-adjustments.ts';
import { CanvasPanel } from '../canvas/canvas-panel.tsx';
import { MaskPanel } from '../canvas/mask-panel.tsx';
import { masksOn } from '../canvas/masks-on.ts';
import { sessionMasks } from '../canvas/session-masks.ts';
import { useCanvas } from '../canvas/use-canvas.ts';
import { useDrawing } from '../canvas/use-drawing.ts';
import { usePreview } from '../canvas/use-preview.ts';
import { useRemoval } from '../canvas/use-removal.ts';
import type { VersionChange } from '../canvas/version-change.ts';
import { VersionPanel } from '../canvas/version-panel.tsx';
import { Notice } from '../interface/notice.tsx';
import { Tabs } from '../interface/tabs.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { emptyDraft, takeFirstMessage } from './draft.ts';
import { asExpected } from './expected.ts';
import { masksIn, previewOf, type MaskPart } from './messages.ts';
import { documentOf } from './request-error.ts';
import { suggestionsFor } from './suggestions.ts';
import { UndoButtons } from './undo-buttons.tsx';
import { useConversation } from './use-conversation.ts';
import { useDraft } from './use-draft.ts';
import { useDraftMasks } from './use-draft-masks.ts';
import { useOperations } from './use-operations.ts';
import { useRatings } from './use-ratings.ts';
import { useSessionKeys, type PanelName } from './use-session-keys.ts';
import { useSlowly } from './use-slowly.ts';

interface SessionViewProps {
  session: SessionDocument;
  reload: () => Promise<SessionDocument | null>;
  connected: boolean;
}

const noMasks: MaskPart[] = [];
const nothing: readonly string[] = [];

/** The picture and the conversation about it, side by side or one above the other. */
export function SessionView({ session, reload, connected }: SessionViewProps) {
  const box = useDraft(session.id);
  const conversation = useConversation({ session, reload, onReturned: box.giveBack });
  const { messages, busy, send } = conversation;
  const canvas = useCanvas(session, box.draft);
  const { shown, show } = canvas;
  const [lit, setLit] = useState(nothing);
  const [panel, setPanel] = useState<PanelName>('chat');
  const [outlined, setOutlined] = useState<MaskShape | null>(null);
  const [change, setChange] = useState<VersionChange | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const reconnecting = useSlowly(!(connected && conversation.connected), 2000);
  const image = session.currentImage;

  const live = useLiveMasks(busy ? masksIn(messages[messages.length - 1]) : noMasks);
  const onDone = useDraftMasks(box, session, live);
  const operations = useOperations(session, reload, onDone);
  const { run, say, expected } = operations;
  const seen = useMemo(() => asExpected(session, expected), [session, expected]);
  const known = useMemo(() => sessionMasks(seen, live), [seen, live]);
  const onPicture = useMemo(() => (shown === null ? [] : masksOn(session, known.all, shown.id)), [session, known, shown]);
  const preview = usePreview(session.id, box.draft, image !== null);
  const target = box.draft.masks.length === 0 ? null : known.byVersion.get(box.draft.masks.at(-1)!) ?? null;
  const { unsaved, draw } = useDrawing({ shown, target, operations, onBegun: box.toggleMask });
  useFirstMessage(session, (text) => void send({ ...emptyDraft, text }));
  const onDelete = useRemoval(run);
  useSessionKeys({ canvas, box, conversation, operations, known, field, onPanel: setPanel, onDelete });

  const light = useCallback((ids: readonly string[]) => setLit(ids.length === 0 ? nothing : ids), []);
  const lightOne = useCallback((id: string | null) => light(id === null ? nothing : [id]), [light]);
  const choose = useCallback((ids: readonly string[]) => ids.forEach((id) => box.toggleMask(id)), [box.toggleMask]);
  const { ratings, rate } = useRatings(session, reload, useCallback((thrown: unknown) => say(documentOf(thrown)), [say]));
  const previews = useMemo(() => (outlined === null ? preview.masks : [...preview.masks, { name: '', score: 1, shape: outlined }]), [outlined, preview.masks]);
  const last = session.turns.findLast(({ status }) => status === 'done');
  const suggestions = suggestionsFor({ hasPicture: image !== null, masks: onPicture, draft: box.draft, lastAction: last?.action ?? null, suggested: last?.suggestions });

  const adjusting = useAdjustments({ session, shown, show, known, box, preview, operations });
  const adjusted = useAdjusted(adjusting.state.adjusting);

  const chat = (
    <Conversation
      session={session} conversation={conversation} operations={operations} reconnecting={reconnecting} known={known} chosen={box.draft.masks} ratings={ratings} hasPicture={image !== null}
      onLight={light} onChoose={choose} onShow={show} onRate={rate}
    />
  );
  return (
    <main className="flex min-h-0 flex-1 flex-col wide:flex-row">
      {shown !== null && (
        <div className="flex h-[50dvh] min-h-44 shrink-0 border-b wide:h-auto wide:min-h-0 wide:min-w-0 wide:flex-1 wide:border-e wide:border-b-0">
          <CanvasPanel
            session={session} shown={shown} canvas={canvas} masks={known} onPicture={onPicture} previews={previews} meanings={preview.meanings} change={change} unsaved={unsaved} painted={busy ? previewOf(messages.at(-1)) : null} adjusted={adjusted} bare={adjusting.state.adjusting !== null} box={box} lit={lit} onLight={lightOne} onDrawn={draw}
            onBranch={busy ? undefined : () => void run({ kind: 'branch', image: shown.id })} onSend={() => field.current?.form?.requestSubmit()} undo={<UndoButtons session={session} box={box} operations={operations} />}
          />
        </div>
      )}
      <div className={`flex min-h-0 flex-1 flex-col ${shown === null ? 'mx-auto w-full max-w-2xl' : 'wide:w-96 wide:flex-none xl:w-[26rem]'}`}>
        {shown === null ? chat : (
          <Tabs
            label="Beside the picture" value={panel} onValue={setPanel}
            tabs={[
              { name: 'chat', label: 'Conversation', panel: chat },
              { name: 'masks', label: 'Masks', count: onPicture.length, panel: <MaskPanel session={seen} shown={shown} known={known} masks={onPicture} box={box} operations={operations} reload={reload} onDelete={onDelete} onLight={lightOne} onPreview={setOutlined} onChange={setChange} onAdjust={adjusting.beginWith} /> },
              { name: 'versions', label: 'Versions', count: session.images.length, panel: <VersionPanel session={session} canvas={canvas} operations={operations} busy={busy} /> },
            ]}
          />
        )}
        {panel !== 'masks' && operations.notice !== null && <div className="px-3 pb-2"><Notice error={operations.notice} onClose={() => say(null)} /></div>}
        {reconnecting && !busy && conversation.notice === null && <p role="status" className="px-4 py-1 text-sm text-warning">Reconnecting…</p>}
        {shown !== null && (adjusting.state.adjusting === null
          ? <AdjustButtons shown={shown} hasThing={adjusting.hasThing} disabled={busy} onBegin={adjusting.begin} />
          : <AdjustCard state={adjusting.state} operations={operations} />)}
        <Composer box={box} conversation={conversation} known={known} hasPicture={image !== null} preview={preview} suggestions={suggestions} spacious={panel === 'chat'} field={field} onLight={light} />
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
