// A message under a disturbance, and what came of it as one text, to be compared with what it gives when nobody disturbs it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { randomFrom } from '../eval/random.ts';
import { beginSession, follow, say, sayAndWait, session } from './api.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

/** Slow enough that a kill falls into the middle of a turn. */
const slow = { FOCUS_STEP_PAUSE: '120' };

const messages = [
  { text: 'the yellow cone' },
  { text: 'what colour is the cube' },
  { text: 'remove the yellow cone', seed: 5 },
  { text: 'make the cube green', seed: 6 },
];

/** Milliseconds within which one of the messages is answered at that pace. */
const length = 900;

/** `count` tests: at a random moment of a turn `kill` strikes, and gives the product that runs afterwards; the turn ends as if undisturbed. */
export function killedAtRandom(name: string, count: number, kill: (product: RunningProduct, startAgain: () => Promise<RunningProduct>) => Promise<RunningProduct>): void {
  describe(name, { skip: noProcessTable }, () => {
    const folder = temporaryFolder();
    const random = randomFrom(name);
    const start = () => startProduct(folder.path, slow);
    let product: RunningProduct;
    const address = () => product.address;
    /** What each message gives when nobody disturbs it. */
    const undisturbed: string[] = [];
    before(async () => {
      product = await start();
      for (const message of messages) undisturbed.push(await outcome(address, message, (turn) => follow(address, turn)));
    });
    after(() => {
      killAll(processesOf(folder.path));
      folder.remove();
    });

    for (let i = 0; i < count; i += 1) {
      test(`kill ${i + 1}: the turn ends as if undisturbed, its stream without gap or repeat`, async () => {
        const which = i % messages.length;
        const seen = await outcome(address, messages[which], async (turn) => {
          const events = follow(address, turn);
          await wait(random() * length);
          product = await kill(product, start);
          return events;
        });
        assert.equal(seen, undisturbed[which]);
      });
    }
  });
}

type Seen = Awaited<ReturnType<typeof follow>>;

/**
 * A new session, one quiet turn, then the message under `disturbance`, which reads the turn's events to the end. The text: the
 * events as they were read, and the history without what differs by nature (ids, times).
 */
async function outcome(address: () => string, message: Record<string, unknown>, disturbance: (turnId: string) => Promise<Seen>): Promise<string> {
  const { id } = await beginSession(address());
  await sayAndWait(address(), id, { text: 'how many objects are there?', seed: 1 });
  const turn = await say(address(), id, { id: randomUUID(), seed: 1, ...message });
  const read = await disturbance(turn.id);
  assert.deepEqual(read.map(({ seq }) => seq), read.map((_, index) => index + 1), 'a gap or a repeat in the stream');
  assert.ok(!read.some(({ event }) => event.type === 'turn-restart'), 'the second attempt went another way');
  const { turns, masks, images } = await session(address(), id);
  assert.deepEqual(turns.map(({ status }) => status), ['done', 'done']);
  return JSON.stringify([
    read.map(({ event }) => event),
    turns.map(({ text, answer, action }) => ({ text, answer, action })),
    masks.map(({ name, versions }) => ({ name, versions: versions.map(({ shape, score }) => ({ shape, score })) })),
    images.map(({ source, width, height }) => ({ source, width, height })),
  ]).replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'id');
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
