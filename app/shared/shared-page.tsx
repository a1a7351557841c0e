'use client';

import { useEffect, useMemo, useState } from 'react';
import type { SessionDocument, SharedDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { defaultDisplay } from '../canvas/display.ts';
import { FilmStrip } from '../canvas/film-strip.tsx';
import { masksOn } from '../canvas/masks-on.ts';
import { sessionMasks } from '../canvas/session-masks.ts';
import { Stage } from '../canvas/stage.tsx';
import { ViewStore } from '../canvas/view-store.ts';
import { ZoomControl } from '../canvas/zoom-control.tsx';
import { Answer } from '../chat/answer.tsx';
import { callApi, sharedAddress } from '../chat/api.ts';
import { messagesOf } from '../chat/messages.ts';
import { documentOf } from '../chat/request-error.ts';
import { Said } from '../chat/said.tsx';
import { titleOf } from '../history/title.ts';
import { Notice } from '../interface/notice.tsx';
import { ThemeButton } from '../interface/theme-choice.tsx';

const none: never[] = [];
const nothing = () => {};

/** A session that somebody shared: to look at and to read. */
export function SharedPage({ token }: { token: string }) {
  const [session, setSession] = useState<SessionDocument | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  useEffect(() => {
    callApi<SharedDocument>(sharedAddress(token)).then((found) => setSession(readable(found, token)), (thrown) => setError(documentOf(thrown)));
  }, [token]);
  return (
    <div className="flex h-dvh flex-col">
      <header className="flex h-14 shrink-0 items-center gap-3 border-b ps-4 pe-2">
        <span className="font-semibold tracking-tight">focus</span>
        <h1 dir="auto" className="min-w-0 flex-1 truncate text-sm text-muted-foreground">{session === null ? 'Shared session' : titleOf(session)}</h1>
        <span className="shrink-0 rounded-full bg-muted px-2.5 py-1 text-xs text-muted-foreground">read only</span>
        <ThemeButton />
      </header>
      {error !== null && <main className="mx-auto w-full max-w-md p-6"><Notice error={error.status === 404 ? { message: 'This link leads nowhere.', hint: 'It may have been taken back; ask whoever sent it.' } : error} /></main>}
      {session !== null && <Shared session={session} />}
    </div>
  );
}

/** Pictures are fetched through the link, so that their ids are its addresses. */
function readable(shared: SharedDocument, token: string): SessionDocument {
  const address = (id: string) => sharedAddress(token, id);
  const text = JSON.stringify({ ...shared, operations: 0, undo: null, redo: null });
  return JSON.parse(text, (_, value) => (typeof value === 'string' && /^picture-\d+$/.test(value) ? address(value) : value)) as SessionDocument;
}

function Shared({ session }: { session: SessionDocument }) {
  const view = useMemo(() => new ViewStore(), []);
  const known = useMemo(() => sessionMasks(session, none), [session]);
  const messages = useMemo(() => messagesOf(session), [session]);
  const [shownId, setShownId] = useState(session.currentImage?.id);
  const [lit, setLit] = useState<readonly string[]>(none);
  // A finger points at nothing for long: what was tapped stays lit until it is tapped again.
  const [kept, setKept] = useState<readonly string[]>(none);
  const shown = session.images.find(({ id }) => id === shownId) ?? session.currentImage;
  const masks = useMemo(
    () => (shown === null ? none : masksOn(session, known.all, shown.id).filter(({ maskId, hidden }) => !hidden || kept.includes(maskId))),
    [session, known, shown, kept],
  );
  const litMasks = useMemo(() => [...lit, ...kept], [lit, kept]);
  const chosen = useMemo(() => [...known.byVersion].flatMap(([versionId, { maskId }]) => (kept.includes(maskId) ? [versionId] : [])), [known, kept]);
  const choose = (versionIds: readonly string[]) => {
    const meant = versionIds.flatMap((id) => known.byVersion.get(id) ?? []);
    const ids = meant.map(({ maskId }) => maskId);
    if (ids.length === 0 || ids.every((id) => kept.includes(id))) return setKept(kept.filter((id) => !ids.includes(id)));
    setKept([...new Set([...kept, ...ids])]);
    // The thing may be gone from the version that is looked at.
    if (shown !== null && masksOn(session, meant, shown.id).length === 0) setShownId(meant[0].imageVersionId);
  };
  return (
    <main className="flex min-h-0 flex-1 flex-col wide:flex-row">
      {shown !== null && (
        <section aria-label="Canvas" className="flex h-[50dvh] shrink-0 flex-col gap-2 bg-stage p-3 wide:h-auto wide:min-w-0 wide:flex-1">
          <Stage
            image={shown} before={null} mode={null} view={view} masks={masks} opacity={defaultDisplay.opacity} previews={none} hoverPreview={none} prompts={none} tool="hand" takesAway={false} brush={1} active={false}
            litMasks={litMasks} onHover={nothing} onLight={(id) => setLit(id === null ? none : [id])} onPlaced={nothing} onKeep={() => false}
          >
            <ZoomControl view={view} />
          </Stage>
          <FilmStrip images={session.images} shownId={shown.id} currentId={session.currentImage?.id ?? null} onShow={setShownId} always />
        </section>
      )}
      <div aria-label="Conversation" role="region" tabIndex={0} className="min-h-0 flex-1 space-y-4 overflow-y-auto px-4 py-4 -outline-offset-2 wide:w-[26rem] wide:flex-none">
        {messages.map((message) => message.role === 'user'
          ? <Said key={message.id} message={message} known={known} onLight={setLit} variant={null} onVariant={nothing} />
          : <Answer key={message.id} message={message} known={known} chosen={chosen} purpose="Show" rating={null} onLight={setLit} onChoose={choose} onShow={setShownId} />)}
      </div>
    </main>
  );
}
