'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '../interface/button.tsx';
import { PlusIcon, RetryIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { SessionItem } from './session-item.tsx';
import { useSessions } from './use-sessions.tsx';

/** All sessions, newest first. `onChoose` is called when one was chosen, so that a drawer can close. */
export function SessionList({ onChoose }: { onChoose: () => void }) {
  const { sessions, error, hasMore, reload, more } = useSessions();
  const path = usePathname();
  return (
    <nav aria-label="Sessions" className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <Link
          href="/"
          onClick={onChoose}
          aria-current={path === '/' ? 'page' : undefined}
          className="flex h-9 items-center gap-2 rounded-lg border bg-card px-3 text-sm font-medium hover:bg-muted"
        >
          <PlusIcon /> New session
        </Link>
      </div>
      {error !== null && sessions === null && (
        <div className="p-2">
          <Notice error={error}>
            <Button onClick={() => void reload()} icon={<RetryIcon />}>Try again</Button>
          </Notice>
        </div>
      )}
      {sessions === null && error === null && <Placeholder />}
      {sessions?.length === 0 && <p className="px-4 py-2 text-sm text-muted-foreground">Your sessions will be listed here.</p>}
      <ul className="min-h-0 flex-1 space-y-0.5 overflow-y-auto px-2 pb-3">
        {sessions?.map((session) => (
          <SessionItem key={session.id} session={session} current={path === `/sessions/${session.id}`} onChoose={onChoose} />
        ))}
        {hasMore && (
          <li className="pt-2 text-center">
            <Button kind="quiet" onClick={() => void more()}>Older sessions</Button>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Placeholder() {
  return (
    <div aria-hidden="true" className="animate-pulse space-y-2 px-3 py-2">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center gap-3">
          <div className="size-10 rounded-md bg-muted" />
          <div className="h-3 flex-1 rounded bg-muted" />
        </div>
      ))}
    </div>
  );
}
