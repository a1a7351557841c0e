import { z } from 'zod';
import type { TurnDocument } from '../../conversation/documents.ts';
import { sessionId } from '../inputs.ts';
import { maskEditor } from '../mask-editor.ts';
import { session } from '../outputs.ts';
import { sessionAnswer } from '../session-answer.ts';
import { looks, tool } from '../tool.ts';
import { uri } from '../uris.ts';

const said = z.object({
  turnId: z.string(),
  parentTurnId: z.string().nullable(),
  text: z.string(),
  status: z.string(),
  action: z.string().nullable(),
  answer: z.string().nullable(),
  imageId: z.string().nullable().describe('The picture it was about.'),
  maskVersionIds: z.array(z.string()),
  toImageId: z.string().nullable().describe('The picture it made.'),
});

export const getSession = tool({
  name: 'get_session',
  title: 'Look at a session',
  description:
    'Shows a session as it is now: the current picture with its masks numbered in a preview, every version of the picture, and the last messages. '
    + 'Use it to find ids again, after a person has worked in the same session, or before an edit. Changes nothing.',
  input: z.strictObject({ sessionId, turns: z.int().min(0).max(100).default(10).describe('How many of the last messages to give.') }),
  output: session.extend({
    versions: z.array(z.object({ imageId: z.string(), parentId: z.string().nullable(), source: z.string(), width: z.number(), height: z.number(), uri: z.string() })).describe('All pictures of the session, oldest first; a tree by parentId.'),
    turns: z.array(said).describe('The last messages, oldest first.'),
    turnCount: z.number(),
    runningTurnId: z.string().nullable().describe('A message that is still being answered: call wait with it.'),
  }),
  scope: 'read',
  hints: looks,
  view: maskEditor.uri,
  async run({ sessionId: id, turns }, caller) {
    const document = await caller.conversations.getSession(id);
    const running = document.turns.find(({ status }) => status === 'queued' || status === 'running');
    const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
    const message = `${count(document.images.length, 'picture')} and ${count(document.turns.length, 'message')}.${running ? ' A message is still being answered.' : ''}`;
    const answer = await sessionAnswer(caller, document, message);
    const versions = document.images.map(({ id: imageId, parentId, source, width, height }) => ({ imageId, parentId, source, width, height, uri: uri.image(imageId) }));
    const data = { ...answer.data, versions, turns: turns === 0 ? [] : document.turns.slice(-turns).map(turnOut), turnCount: document.turns.length, runningTurnId: running?.id ?? null };
    return { ...answer, data };
  },
});

function turnOut({ id, parentId, text, status, action, answer, imageVersionId, maskVersionIds, edit }: TurnDocument): z.output<typeof said> {
  return { turnId: id, parentTurnId: parentId, text, status, action, answer, imageId: imageVersionId, maskVersionIds, toImageId: edit?.resultId ?? null };
}
