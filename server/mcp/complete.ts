// Completion of ids: the newest ones that begin with what was typed. They are long; nobody types them to the end.

import type { Conversations } from '../conversation/conversations.ts';

const most = 100;

export async function sessionIds({ listSessions }: Conversations, typed: string): Promise<string[]> {
  const { sessions } = await listSessions({ limit: 200 });
  return sessions.map(({ id }) => id).filter((id) => id.startsWith(typed)).slice(0, most);
}

/** Newest first, of the named session, or of the sessions changed last. */
export async function imageIds(conversations: Conversations, typed: string, sessionId?: string): Promise<string[]> {
  return (await documents(conversations, sessionId)).flatMap(({ images }) => images.map(({ id }) => id).reverse()).filter((id) => id.startsWith(typed)).slice(0, most);
}

export async function maskIds(conversations: Conversations, typed: string, sessionId?: string): Promise<string[]> {
  return (await documents(conversations, sessionId)).flatMap(({ masks }) => masks.map(({ id }) => id).reverse()).filter((id) => id.startsWith(typed)).slice(0, most);
}

async function documents({ getSession, listSessions }: Conversations, sessionId?: string) {
  const ids = sessionId === undefined ? (await listSessions({ limit: 3 })).sessions.map(({ id }) => id) : [sessionId];
  return Promise.all(ids.map((id) => getSession(id)));
}

export const complete = { sessionId: sessionIds, imageId: imageIds, maskId: maskIds };
