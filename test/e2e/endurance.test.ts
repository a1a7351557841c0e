// What was acknowledged is never lost: the worker, and then everything at once, is killed at random moments of a turn.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { beginSession, follow, say, sayAndWait, session } from './api.ts';
import { killAll, noProcessTable, postmasterOf, processesOf, workerOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';
import { randomFrom } from '../eval/random.ts';

/** Slow enough that a kill falls into the middle of a turn. */
const slow = { FOCUS_STEP_PAUSE: '120' };
const messages = [
  { text: 'the yellow cone' },
  { text: 'what colour is the cube' },
  { text: 'remove the yellow cone', seed: 5 },
  { text: 'make the cube green', seed: 6 },
];

describe('killed at random moments', { skip: noProcessTable }, () => {
  const folder = temporaryFolder();
  const random = randomFrom('killed at random moments');
  let product: RunningProduct;
  /** What each message gives when nobody disturbs it. */
  const undisturbed: string[] = [];
  before(async () => {
    product = await startProduct(folder.path, slow);
    for (const message of messages) undisturbed.push(await outcome(message, (turn) => follow(() => product.address, turn)));
  });
  after(() => {
    killAll(processesOf(folder.path));
    folder.remove();
  });

  for (let i = 0; i < 20; i += 1) {
    test(`kill ${i + 1} of the worker: the turn ends as if undisturbed, its stream without gap or repeat`, async () => {
      const which = i % messages.length;
      const seen = await outcome(messages[which], async (turn) => {
        const events = follow(() => product.address, turn);
        await wait(random() * 900);
        const worker = workerOf(folder.path);
        if (worker !== undefined) killAll([worker]);
        return events;
      });
      assert.equal(seen, undisturbed[which]);
    });
  }

  for (let i = 0; i < 5; i += 1) {
    test(`kill ${i + 1} of everything, the database too: nothing acknowledged is lost`, async () => {
      const which = i % messages.length;
      const seen = await outcome(messages[which], async (turn) => {
        const events = follow(() => product.address, turn);
        await wait(random() * 900);
        killAll([...processesOf(folder.path), postmasterOf(folder.path)].filter((pid) => pid !== undefined));
        product = await startProduct(folder.path, slow);
        return events;
      });
      assert.equal(seen, undisturbed[which]);
    });
  }

  /**
   * A new session, one quiet turn, then the message under `disturbance`; what came of it as one text: the events as they
   * were read, and the history without what differs by nature (ids, times).
   */
  async function outcome(message: Record<string, unknown>, disturbance: (turnId: string) => ReturnType<typeof follow>): Promise<string> {
    const { id } = await beginSession(product.address);
    await sayAndWait(product.address, id, { text: 'how many objects are there?', seed: 1 });
    const turn = await say(product.address, id, { id: randomUUID(), seed: 1, ...message });
    const read = await disturbance(turn.id);
    assert.deepEqual(read.map(({ seq }) => seq), read.map((_, index) => index + 1), 'a gap or a repeat in the stream');
    assert.ok(!read.some(({ event }) => event.type === 'turn-restart'), 'the second attempt went another way');
    const { turns, masks, images } = await session(product.address, id);
    assert.deepEqual(turns.map(({ status }) => status), ['done', 'done']);
    return JSON.stringify([
      read.map(({ event }) => event),
      turns.map(({ text, answer, action }) => ({ text, answer, action })),
      masks.map(({ name, versions }) => ({ name, versions: versions.map(({ shape, score }) => ({ shape, score })) })),
      images.map(({ source, width, height }) => ({ source, width, height })),
    ]).replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'id');
  }
});

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
