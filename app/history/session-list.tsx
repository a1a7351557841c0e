'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '../interface/button.tsx';
import { PlusIcon, RetryIcon, SearchIcon, SettingsIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { ThemeButton } from '../interface/theme-choice.tsx';
import { SessionItem } from './session-item.tsx';
import { useSessions } from './use-sessions.tsx';

/** All sessions, newest first. `onChoose` is called when one was chosen, so that a drawer can close. */
export function SessionList({ onChoose }: { onChoose: () => void }) {
  const { sessions, error, hasMore, search, setSearch, reload, more } = useSessions();
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
        <label className="mt-2 flex h-9 items-center gap-2 rounded-lg border bg-background px-3 text-muted-foreground focus-within:border-primary">
          <SearchIcon />
          <input
            type="search" aria-label="Search sessions" aria-keyshortcuts="Shift+F" data-search placeholder="Search" value={search} maxLength={200}
            onChange={(event) => setSearch(event.currentTarget.value)} className="min-w-0 flex-1 bg-transparent text-base text-foreground outline-none placeholder:text-muted-foreground sm:text-sm"
          />
        </label>
      </div>
      {error !== null && sessions === null && (
        <div className="p-2">
          <Notice error={error}>
            <Button onClick={() => void reload()} icon={<RetryIcon />}>Try again</Button>
          </Notice>
        </div>
      )}
      {sessions === null && error === null && <Placeholder />}
      {sessions?.length === 0 && search.trim() !== '' && <p role="status" className="px-4 py-2 text-sm text-muted-foreground">Nothing was said with these words.</p>}
      {sessions?.length === 0 && search.trim() === '' && <p className="px-4 py-2 text-sm text-muted-foreground">Your sessions will be listed here.</p>}
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
      <div className="flex items-center gap-1 border-t p-2">
        <Link href="/settings" onClick={onChoose} aria-current={path === '/settings' ? 'page' : undefined} className="flex h-9 flex-1 items-center gap-2.5 rounded-lg px-3 text-sm text-muted-foreground hover:bg-muted hover:text-foreground"><SettingsIcon /> Settings</Link>
        <ThemeButton above />
      </div>
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
