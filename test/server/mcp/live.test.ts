// Nothing that changed is lost to those who listen, whatever breaks on the way.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Conversations } from '../../../server/conversation/conversations.ts';
import { openLive } from '../../../server/mcp/live.ts';

const now = () => new Date().toISOString();

/** One session with a record of operations, and the feed of its changes. */
function sessionThat({ fails }: { fails: (asked: number) => boolean }) {
  const operations: { seq: number; maskIds: string[]; createdAt: string }[] = [];
  let updatedAt = new Date(0).toISOString();
  let asked = 0;
  let wake = (): void => undefined;
  const waiting: string[] = [];
  const conversations = {
    async listSessions() {
      return { sessions: [{ id: 'quiet', title: '', updatedAt: new Date(0).toISOString() }, { id: 'mine', title: '', updatedAt }], next: null };
    },
    async operations(_: string, { after }: { after: number }) {
      asked += 1;
      if (fails(asked)) throw new Error('The database did not answer.');
      return { operations: operations.filter(({ seq }) => seq > after) };
    },
    async* allChanges(signal: AbortSignal) {
      waiting.push('');
      while (!signal.aborted) {
        const sessionId = waiting.shift();
        if (sessionId === undefined) await new Promise<void>((resolve) => { wake = resolve; });
        else yield { sessionId };
      }
    },
  } as unknown as Conversations;
  return {
    conversations,
    change(maskId: string) {
      updatedAt = now();
      operations.push({ seq: operations.length + 1, maskIds: [maskId], createdAt: updatedAt });
    },
    /** What the feed says: a session's id, or '' when it was away. */
    say(sessionId: string) {
      waiting.push(sessionId);
      wake();
    },
  };
}

async function told(heard: string[], wanted: string): Promise<void> {
  for (let waited = 0; waited < 200 && !heard.includes(wanted); waited += 1) await pause(50);
  assert.ok(heard.includes(wanted), `${wanted} was not told, only ${heard.join(', ')}`);
}

function listen(conversations: Conversations): { heard: string[]; close(): void } {
  const heard: string[] = [];
  const live = openLive(conversations);
  live.subscribe((event) => void heard.push(event.kind === 'resource_updated' ? event.uri : 'list'));
  return { heard, close: () => live.close() };
}

test('a change is told although its record could not be read at first', async () => {
  const complaints = mock.method(console, 'error', () => undefined);
  const session = sessionThat({ fails: (asked) => asked === 2 || asked === 3 });
  const { heard, close } = listen(session.conversations);
  session.change('first');
  session.say('mine');
  await told(heard, 'focus://masks/first');
  session.change('second');
  session.say('mine');
  await told(heard, 'focus://masks/second');
  close();
  assert.equal(complaints.mock.callCount(), 1, 'said once');
  complaints.mock.restore();
});

test('what changed while nobody could say so is told afterwards, and only that', async () => {
  const session = sessionThat({ fails: () => false });
  const { heard, close } = listen(session.conversations);
  await pause(50);
  session.change('missed');
  session.say('');
  await told(heard, 'focus://masks/missed');
  assert.ok(heard.includes('focus://sessions/mine'));
  assert.ok(!heard.includes('focus://sessions/quiet'));
  close();
});
