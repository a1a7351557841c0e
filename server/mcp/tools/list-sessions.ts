import { z } from 'zod';
import { sessionLink } from '../links.ts';
import { looks, tool } from '../tool.ts';

export const listSessions = tool({
  name: 'list_sessions',
  title: 'List sessions',
  description:
    'Lists sessions, last changed first, with title and current picture, those that people began in the page included. '
    + 'Use it to go on with earlier work; for a new picture use open_image. Changes nothing.',
  input: z.strictObject({
    limit: z.int().min(1).max(200).default(20),
    before: z.string().max(100).optional().describe('next of the answer before, for the following page.'),
  }),
  output: z.object({
    message: z.string(),
    sessions: z.array(z.object({ sessionId: z.string(), title: z.string(), updatedAt: z.string(), turns: z.number(), imageId: z.string().nullable(), width: z.number().nullable(), height: z.number().nullable() })),
    next: z.string().nullable().describe('Goes into before for the following page; null on the last.'),
  }),
  scope: 'read',
  hints: looks,
  async run(given, { conversations }) {
    const { sessions, next } = await conversations.listSessions(given);
    const message = sessions.length === 0 ? 'There are no sessions yet; open_image begins one.' : `${sessions.length} session${sessions.length === 1 ? '' : 's'}${next === null ? '' : ', more follow'}.`;
    const out = sessions.map(({ id, title, updatedAt, turns, currentImage }) => ({
      sessionId: id, title, updatedAt, turns, imageId: currentImage?.id ?? null, width: currentImage?.width ?? null, height: currentImage?.height ?? null,
    }));
    return { data: { message, sessions: out, next }, links: sessions.slice(0, 5).map(({ id }) => sessionLink(id)) };
  },
});
