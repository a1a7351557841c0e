import type { SessionSummary } from '../../server/conversation/documents.ts';

/** What a session is called: as it was named, or after its picture until something was said. */
export function titleOf({ title, currentImage }: Pick<SessionSummary, 'title' | 'currentImage'>): string {
  return title || currentImage?.name.replace(/\.[a-z0-9]{1,5}$/i, '') || 'Untitled';
}
