// How a message is handed over when the server or the network does not take it at once.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { FocusMessage } from '../../../app/chat/messages.ts';
import { TurnRefused, TurnTransport } from '../../../app/chat/turn-transport.ts';

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

const message: FocusMessage = { id: 'turn', role: 'user', parts: [{ type: 'text', text: 'the yellow cone' }], metadata: { turnId: 'turn', prompts: [], masks: [] } };

/** Hands the message to a server that answers one after the other: a status with an error's code, or a line that breaks. */
async function handed(...answers: (number | [status: number, code: string] | 'broken')[]) {
  const bodies: { id: string; text: string }[] = [];
  globalThis.fetch = (async (_: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)));
    const answer = answers[bodies.length - 1];
    if (answer === 'broken') throw new TypeError('Failed to fetch');
    if (typeof answer === 'number') return Response.json({}, { status: answer });
    return Response.json({ error: { code: answer[1], message: 'It is so.', status: answer[0], hint: 'Do this.' } }, { status: answer[0] });
  }) as typeof fetch;
  const connected: boolean[] = [];
  let taken = 0;
  const transport = new TurnTransport({ onConnection: (is) => connected.push(is), onTaken: () => (taken += 1) });
  const given = transport.sendMessages({ chatId: 's', messages: [message], abortSignal: undefined, trigger: 'submit-message', messageId: undefined });
  const refused = await given.then((stream) => (void stream.cancel(), null), (error: unknown) => error);
  return { transport, bodies, connected, refused, taken };
}

test('where nothing answers it is sent again under the same id, until it is taken', async () => {
  const { transport, bodies, connected, refused, taken } = await handed('broken', [503, 'database-unreachable'], 200);
  assert.deepEqual([refused, transport.accepted, taken], [null, true, 1]);
  assert.deepEqual(bodies.map(({ id, text }) => `${id} ${text}`), Array(3).fill('turn the yellow cone'));
  assert.deepEqual(connected.slice(0, 3), [false, false, true]);
});

test('with a full disk it is sent once, and comes back with the reason', async () => {
  const { transport, bodies, refused, taken } = await handed([507, 'disk-full']);
  assert.ok(refused instanceof TurnRefused);
  assert.equal((refused.cause as { document: { code: string } }).document.code, 'disk-full');
  assert.deepEqual([bodies.length, transport.accepted, transport.crossed, taken], [1, false, false, 0]);
});

test('a message that crosses one of another page is known to have done so', async () => {
  const { transport, bodies, refused } = await handed([409, 'turn-running']);
  assert.ok(refused instanceof TurnRefused);
  assert.deepEqual([bodies.length, transport.accepted, transport.crossed], [1, false, true]);
});
