'use client';

import Link from 'next/link';
import { useCallback, useEffect } from 'react';
import { SessionsButton } from '../history/shell.tsx';
import { titleOf } from '../history/title.ts';
import { useSessions } from '../history/use-sessions.tsx';
import { Notice } from '../interface/notice.tsx';
import { useBegin } from '../start/use-begin.ts';
import { usePictureDrop } from '../start/use-picture-drop.ts';
import { SessionMenu } from './session-menu.tsx';
import { SessionView } from './session-view.tsx';
import { useSession } from './use-session.ts';

/** A session by its id: while it comes, when it cannot, and itself. */
export function SessionPage({ id }: { id: string }) {
  const state = useSession(id);
  const { session, error } = state;
  const { reload: reloadList } = useSessions();
  const { begin, working, error: beginError, clearError } = useBegin();
  const over = usePictureDrop(useCallback((file: File) => void begin({ file }), [begin]));
  // The list shows title, picture and order, which only change with the session.
  useEffect(() => {
    if (session !== null) void reloadList();
  }, [session?.updatedAt, session?.title, session?.currentImage?.id, reloadList]);
  useEffect(() => {
    document.title = session === null ? 'focus' : `${titleOf(session)} · focus`;
  }, [session]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b px-2">
        <SessionsButton />
        <h1 dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">{session === null ? 'Session' : titleOf(session)}</h1>
        {session !== null && <SessionMenu sessionId={session.id} />}
      </header>
      {error !== null && (session === null || error.status === 404) && (
        <main className="mx-auto w-full max-w-md space-y-4 p-6">
          <Notice error={error.status === 404 ? { message: 'This session does not exist.', hint: 'It may have been deleted; choose another or begin a new one.' } : error} />
          <Link href="/" className="text-sm font-medium text-primary underline underline-offset-4">Begin a new session</Link>
        </main>
      )}
      {beginError !== null && <div className="p-2"><Notice error={beginError} onClose={clearError} /></div>}
      {working !== null && <p role="status" className="px-4 py-2 text-sm text-muted-foreground">{working}…</p>}
      {over && <div aria-hidden="true" className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-2xl border-2 border-dashed border-primary bg-primary-soft/90 text-lg font-medium text-primary">Let go to begin a session with it</div>}
      {session === null && error === null && <Loading />}
      {session !== null && error?.status !== 404 && <SessionView key={session.id} session={session} reload={state.reload} connected={state.connected && error === null} />}
    </div>
  );
}

function Loading() {
  return (
    <main aria-busy="true" aria-label="Loading the session" className="flex min-h-0 flex-1 animate-pulse flex-col gap-4 p-4 wide:flex-row">
      <div className="flex-1 rounded-xl bg-muted" />
      <div className="space-y-3 wide:w-96">
        <div className="ms-auto h-9 w-2/3 rounded-2xl bg-muted" />
        <div className="h-4 w-1/2 rounded bg-muted" />
        <div className="h-4 w-3/4 rounded bg-muted" />
      </div>
    </main>
  );
}
