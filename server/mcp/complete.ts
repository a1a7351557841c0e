// Completion of ids: the newest ones that begin with what was typed. They are long; nobody types them to the end.

import type { Conversations } from '../conversation/conversations.ts';

const most = 100;

async function sessionIds({ listSessions }: Conversations, typed: string): Promise<string[]> {
  const { sessions } = await listSessions({ limit: 200 });
  return sessions.map(({ id }) => id).filter((id) => id.startsWith(typed)).slice(0, most);
}

/** Newest first, of the named session, or of the sessions changed last. */
function idsOf(kind: 'images' | 'masks') {
  return async (conversations: Conversations, typed: string, sessionId?: string): Promise<string[]> =>
    (await documents(conversations, sessionId)).flatMap((session) => session[kind].map(({ id }) => id).reverse()).filter((id) => id.startsWith(typed)).slice(0, most);
}

async function documents({ getSession, listSessions }: Conversations, sessionId?: string) {
  const ids = sessionId === undefined ? (await listSessions({ limit: 3 })).sessions.map(({ id }) => id) : [sessionId];
  return Promise.all(ids.map((id) => getSession(id)));
}

export const complete = { sessionId: sessionIds, imageId: idsOf('images'), maskId: idsOf('masks') };
