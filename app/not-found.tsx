import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">There is nothing at this address.</h1>
      <p className="text-muted-foreground">It may have been mistyped. Your sessions are in the list on the first page.</p>
      <Link href="/" className="font-medium text-primary underline underline-offset-4">To the first page</Link>
    </main>
  );
}
