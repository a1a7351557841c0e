'use client';

import { Button } from './interface/button.tsx';
import { RetryIcon } from './interface/icons.tsx';

/** In place of a page that broke while it was drawn. What was sent is kept by the server. */
export default function ErrorPage({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">This page broke.</h1>
      <p className="text-muted-foreground">Nothing that was sent is lost. Show the page again; if it breaks again, load it anew.</p>
      <p className="max-w-full rounded-lg bg-muted px-3 py-2 font-mono text-xs break-words text-muted-foreground">{error instanceof Error ? error.message : String(error)}</p>
      <Button kind="primary" icon={<RetryIcon />} onClick={reset}>Show it again</Button>
    </main>
  );
}
