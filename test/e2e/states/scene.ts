// Where the states of the page are brought about: one window on the running product, and a session with something of everything.

import type { Page } from 'playwright';
import type { SessionDocument } from '../../../server/conversation/documents.ts';
import { beginSession, request } from '../api.ts';
import type { ChatPage } from '../chat-page.ts';

export interface Scene {
  page: Page;
  chat: ChatPage;
  /** Of the product. */
  address: string;
  /** Addresses of the session, and of the link by which others read it. */
  session: string;
  shared: string;
  /** Opens the session anew; everything that was made up or held back ends. */
  again(): Promise<void>;
}

/** A state by its name, reached in a window of 1440 pixels. */
export type States = AsyncGenerator<string>;

export async function buildScene(page: Page, chat: ChatPage, address: string): Promise<Scene> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await beginSession(address, 'balls-on-wood');
  await page.goto(address);
  await chat.sample('stars-on-stone');
  await chat.ask('the yellow cone');
  await chat.ask('the cube');
  await chat.ask('what colour is the cube');
  await chat.mean('yellow cone');
  await chat.ask('make the yellow cone red');
  const session = page.url();
  const { masks } = await chat.stored();
  const cone = masks.find(({ name }) => name === 'yellow cone')!;
  const operate = (json: Record<string, unknown>) => request<SessionDocument>(address, `/api/sessions/${chat.sessionId()}/operations`, { json });
  await operate({ kind: 'mask-grow', mask: cone.id, pixels: 2 });
  await operate({ kind: 'mask-duplicate', mask: cone.id, name: 'cone that stands in the shadow of the wall' });
  const { token } = await request<{ token: string }>(address, `/api/sessions/${chat.sessionId()}/share`, { method: 'POST' });
  const again = async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto(session);
    await chat.settled();
    await page.locator('[data-picture=shown]').waitFor();
  };
  return { page, chat, address, session, shared: `${address}/shared/${token}`, again };
}
