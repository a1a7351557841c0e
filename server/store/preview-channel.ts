// Previews on their way from a worker to the readers of a turn. The one notification that says something itself: what it says
// stands in no table.

import type { PrismaClient } from './generated/client.ts';
import type { PreviewEvent } from './log-event.ts';

/** PostgreSQL takes payloads of less than 8,000 bytes. */
const longest = 7999;

/** Wakes the readers of the turn with the preview. One that is too large for a notification is not sent. */
export async function sendPreview(prisma: PrismaClient, turnId: string, event: PreviewEvent): Promise<void> {
  const payload = `${turnId} ${JSON.stringify(event)}`;
  if (Buffer.byteLength(payload) > longest) return;
  await prisma.$executeRaw`SELECT pg_notify('focus_preview', ${payload})`;
}

/** The preview in a payload; null where it is another turn's. */
export function previewIn(payload: string, turnId: string): PreviewEvent | null {
  return payload.startsWith(`${turnId} `) ? (JSON.parse(payload.slice(turnId.length + 1)) as PreviewEvent) : null;
}
