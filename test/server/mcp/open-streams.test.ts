// What was opened with a token ends with it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeConversations } from '../../../app/api/services.ts';
import { GET as changes } from '../../../app/api/sessions/[id]/events/route.ts';
import { dropToken, makeToken } from '../../../server/access/tokens.ts';
import { type Agents, openAgents } from '../../../server/start/agents.ts';
import { type House, openHouse } from '../conversation/house.ts';
import { speakerOf } from './speaker.ts';

let house: House;
let door: Agents;
before(async () => {
  house = await openHouse();
  Object.assign(process.env, { DATABASE_URL: house.databaseUrl, FOCUS_DATA_DIR: house.dataFolder });
  door = await openAgents({ DATABASE_URL: house.databaseUrl, FOCUS_DATA_DIR: house.dataFolder });
});
after(async () => {
  await door.close();
  await closeConversations();
  await house.close();
});

const give = (name: string, seconds: number) => makeToken(house.dataFolder, { name, scopes: ['read', 'edit'], expiresAt: Date.now() / 1000 + seconds });

/** All that stays open: the stream of a connection, a subscription, and the changes of a session in the HTTP API. */
async function openAll(name: string, token: string): Promise<Response[]> {
  const { id } = await house.conversations.of(name).createSession({ sample: 'balls-on-wood' });
  const address = 'http://localhost:3000/api/mcp';
  const host = { host: 'localhost:3000' };
  const [old, modern] = [await speakerOf(door, '2025-11-25', token), await speakerOf(door, '2026-07-28', token)];
  const [method, params] = ['subscriptions/listen', { notifications: { resourceSubscriptions: [`focus://sessions/${id}`] } }];
  const answers = [
    await door.answer(new Request(address, { headers: { ...host, ...old.headers('', {}), accept: 'text/event-stream' } })),
    await door.answer(new Request(address, { method: 'POST', headers: { ...host, ...modern.headers(method, params) }, body: modern.body(method, params) })),
    await changes(new Request(`http://localhost:3000/api/sessions/${id}/events`, { headers: { ...host, authorization: `Bearer ${token}` } }), { params: Promise.resolve({ id }) }),
  ];
  for (const { status, headers } of answers) assert.deepEqual([status, headers.get('content-type')?.split(';')[0]], [200, 'text/event-stream']);
  return answers;
}

/** Milliseconds after which the stream ended; null where it did not in time. */
async function endOf({ body }: Response, patience: number): Promise<number | null> {
  const begun = performance.now();
  const reader = body!.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => { timer = setTimeout(() => resolve('late'), patience); });
  for (;;) {
    const part = await Promise.race([reader.read(), late]);
    if (part !== 'late' && !part.done) continue;
    clearTimeout(timer);
    if (part !== 'late') return performance.now() - begun;
    await reader.cancel();
    return null;
  }
}

test('streams end when their token is over, or when it was taken back, and not before', async () => {
  const lasting = await openAll('anna', await give('anna', 3600));
  const dropped = await openAll('ben', await give('ben', 3600));
  const short = await give('carl', 6);
  const over = await openAll('carl', short);
  const ends = Promise.all([...over, ...dropped].map((answer) => endOf(answer, 30_000)));
  const stays = Promise.all(lasting.map((answer) => endOf(answer, 9000)));
  await dropToken(house.dataFolder, 'ben');
  for (const milliseconds of await ends) assert.ok(milliseconds !== null && milliseconds < 20_000, `${milliseconds} ms`);
  assert.deepEqual(await stays, [null, null, null]);
  const { status } = await door.answer(new Request('http://localhost:3000/api/mcp', { headers: { host: 'localhost:3000', authorization: `Bearer ${short}` } }));
  assert.equal(status, 401);
});
