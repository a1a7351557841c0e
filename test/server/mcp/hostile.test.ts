import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeToken } from '../../../server/access/tokens.ts';
import { FocusError } from '../../../server/errors.ts';
import { readMessage } from '../../../server/mcp/read-message.ts';
import { type Agents, openAgents } from '../../../server/start/agents.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { randomFrom } from '../../eval/random.ts';
import { type House, openHouse } from '../conversation/house.ts';
import { eras } from './clients.ts';
import { hostile, orders, type Target } from './hostile.ts';
import { type Answer, type Speaker, speakerOf } from './speaker.ts';

const count = 1000;
const seed = 'hostile messages';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let house: House;
let door: Agents;
let target: Target;
/** Of somebody else, who is at work meanwhile. */
let theirClient: Speaker;
before(async () => {
  house = await openHouse();
  door = await openAgents({ DATABASE_URL: house.databaseUrl, FOCUS_DATA_DIR: house.dataFolder });
  const token = (name: string) => makeToken(house.dataFolder, { name, scopes: ['read', 'edit'], expiresAt: Date.now() / 1000 + 3600 });
  const [mine, theirs] = [await token('mallory'), await token('anna')];
  theirClient = await speakerOf(door, '2025-11-25', theirs);
  target = {
    speakers: { '2025-11-25': await speakerOf(door, '2025-11-25', mine), '2026-07-28': await speakerOf(door, '2026-07-28', mine) },
    own: await begin(await speakerOf(door, '2026-07-28', mine)),
    others: await begin(await speakerOf(door, '2026-07-28', theirs)),
    othersConnection: theirClient.connection,
  };
});
after(async () => {
  await door.close();
  await house.close();
});

async function begin(speaker: Speaker): Promise<Record<string, string>> {
  const data = async (name: string, given: object) => (await speaker.say('tools/call', { name, arguments: given })).message!.result!.structuredContent as Record<string, any>;
  const { sessionId, picture } = await data('open_image', { sample: 'balls-on-wood' });
  const { masks: [{ maskId }], turnId } = await data('segment', { sessionId, text: 'find ball' });
  return { sessionId, imageId: picture.imageId, maskId, turnId };
}

/** What no answer may ever be: a failure of the server, something of its inside, or more than a client takes. */
function checkAlways({ status, text }: Answer): void {
  assert.ok(status < 500, `status ${status}: ${text.slice(0, 300)}`);
  assert.ok(text.length < 1024 * 1024, `${text.length} characters`);
  assert.doesNotMatch(text, /internal-error|node_modules|\.ts:\d|Prisma|PostgreSQL|at async |DATABASE_URL|postgresql:\/\//);
}

describe(`${count} malformed or hostile messages, by lot from a seed`, () => {
  const before = { others: '', offered: '' };
  const offered = async () => JSON.stringify(await Promise.all(eras.map(async (era) => {
    const { speakers } = target;
    const texts = await Promise.all(['tools/list', 'prompts/list', 'resources/templates/list'].map((method) => speakers[era].say(method, {})));
    return texts.map(({ message }) => message!.result);
  })));

  test('are each answered as the protocol wants', async () => {
    before.others = JSON.stringify(await house.conversations.getSession(target.others.sessionId));
    before.offered = await offered();
    const random = randomFrom(seed);
    const counts: Record<string, number> = {};
    const wrong: Record<string, string> = {};
    let first: Footprint | null = null;
    for (let number = 0; number < count; number += 1) {
      const { kind, era, send, check } = hostile(random, target);
      counts[kind] = (counts[kind] ?? 0) + 1;
      const answer = await send();
      try {
        checkAlways(answer);
        check(answer);
      } catch (error) {
        wrong[`${kind} (${era})`] ??= `message ${number}: ${(error as Error).message.slice(0, 200)}`;
      }
      if (number === count / 4) first = await footprint();
    }
    assert.deepEqual(wrong, {});
    assert.ok(Object.values(counts).length >= 20 && Math.min(...Object.values(counts)) >= 10, JSON.stringify(counts));
    const last = await footprint();
    // Three quarters of the messages lie between the two; one that kept its picture or its message would show.
    assert.ok(last.heap - first!.heap < 24 * 2 ** 20, `${Math.round((last.heap - first!.heap) / 2 ** 20)} MiB more are held`);
    assert.ok(last.handles <= first!.handles + 8, `${first!.handles} open handles became ${last.handles}`);
  });

  test('left the sessions of others, the tools and what is said about them as they were', async () => {
    assert.equal(JSON.stringify(await house.conversations.getSession(target.others.sessionId)), before.others);
    assert.equal(await offered(), before.offered);
  });

  test('left the server answering everyone', async () => {
    for (const era of eras) assert.equal((await target.speakers[era].say('tools/call', { name: 'get_session', arguments: { sessionId: target.own.sessionId } })).message!.result!.isError, undefined);
    assert.equal((await theirClient.say('tools/call', { name: 'get_session', arguments: { sessionId: target.others.sessionId } })).message!.result!.isError, undefined);
  });
});

test('a message that is larger than any picture is refused before it is read to the end', async () => {
  for (const era of eras) {
    const { status, message } = await target.speakers[era].send(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"x":"${'a'.repeat(46 * 2 ** 20)}"}}`, { method: 'tools/call' });
    assert.equal(status, 413);
    assert.ok(message?.error !== undefined);
  }
});

test('a message that does not come to its end is not waited for', async () => {
  const slow = () => new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"jsonrpc":')) });
  const request = () => new Request('http://localhost:3000/api/mcp', { method: 'POST', headers: { 'content-type': 'application/json' }, body: slow(), duplex: 'half' } as RequestInit);
  await assert.rejects(readMessage(request(), 50), (error) => FocusError.isInstance(error) && error.status === 408 && error.code === 'message-too-slow');
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let answered = false;
    const answer = readMessage(request()).catch((error: unknown) => error).finally(() => (answered = true));
    for (const [milliseconds, wanted] of [[119_000, false], [2000, true]] as const) {
      mock.timers.tick(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(answered, wanted);
    }
    assert.match(String(await answer), /within 120 s/);
  } finally {
    mock.timers.reset();
  }
});

test('words in a picture, a file name, a title or a mask come back as data and do nothing', async () => {
  const [order] = orders;
  const png = await sharp({ text: { text: order, width: 500, dpi: 120 } }).flatten({ background: 'white' }).png().toBuffer();
  const speaker = target.speakers['2026-07-28'];
  const data = async (name: string, given: object) => (await speaker.say('tools/call', { name, arguments: given })).message!.result!.structuredContent as Record<string, any>;
  const { sessionId } = await data('open_image', { base64: png.toString('base64'), name: `${order}.png`, title: order });
  const { masks: [{ maskId }] } = await data('segment', { sessionId, text: `find ${order}` });
  const grown = await speaker.say('tools/call', { name: 'combine_masks', arguments: { sessionId, operation: 'invert', maskIds: [maskId], keep: 'new', name: order } });
  assert.deepEqual(JSON.parse(grown.message!.result!.content[0].text), grown.message!.result!.structuredContent);
  // Done was what the three calls asked for, and nothing else.
  const { turns, images, masks } = await house.conversations.getSession(sessionId);
  assert.deepEqual([turns.length, images.length, masks.length], [1, 1, 2]);
  const reader = await speakerOf(door, '2025-11-25', await makeToken(house.dataFolder, { name: 'reader', scopes: ['read'], expiresAt: Date.now() / 1000 + 60 }));
  for (const method of ['tools/list', 'prompts/list', 'resources/templates/list']) assert.ok(!(await reader.say(method, {})).text.includes('Ignore all previous'));
});

interface Footprint {
  heap: number;
  handles: number;
}

async function footprint(): Promise<Footprint> {
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  // Clocks come and go with every wait.
  const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate').length;
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, handles };
}
