// What cannot be had from a model when it is wanted: a turn that stands still, and a last turn that ended otherwise.

import type { Page } from 'playwright';
import type { SessionDocument, TurnDocument, TurnNews } from '../../../server/conversation/documents.ts';

/** Until the page is left, messages are taken and answered with these events and no more, 12 s before their end. Gives what breaks the connection. */
export async function heldTurns(page: Page, events: readonly TurnNews['event'][]): Promise<() => Promise<void>> {
  await page.evaluate((all) => {
    const { fetch } = globalThis;
    const lines = new TextEncoder().encode(all.map((event, index) => `id: ${index + 1}\ndata: ${JSON.stringify({ seq: index + 1, event })}\n\n`).join(''));
    let stream: ReadableStreamDefaultController | null = null;
    let lost = false;
    globalThis.fetch = async (input, options) => {
      const path = String(input);
      if (/\/turns$/.test(path)) return Response.json({});
      if (/\/turns\/[^/]+$/.test(path)) return Response.json({ secondsLeft: 12 });
      if (!/\/turns\/[^/]+\/events/.test(path)) return fetch(input, options);
      if (lost) throw new TypeError('Failed to fetch');
      return new Response(new ReadableStream({
        start(controller) {
          stream = controller;
          controller.enqueue(lines);
        },
      }));
    };
    Object.assign(globalThis, {
      breakHeldTurns() {
        lost = true;
        stream?.error(new TypeError('network error'));
      },
    });
  }, events);
  return () => page.evaluate(() => (globalThis as unknown as { breakHeldTurns(): void }).breakHeldTurns());
}

/** Until routes are taken away, the history says that its last turn ended like this. */
export async function endedLike(page: Page, end: Partial<TurnDocument>): Promise<void> {
  await page.route(/\/api\/sessions\/[^/]+$/, async (route) => {
    const session = await (await route.fetch()).json() as SessionDocument;
    const last = session.turns.at(-1)!;
    await route.fulfill({ json: { ...session, turns: [...session.turns.slice(0, -1), { ...last, ...end }] } });
  });
}
