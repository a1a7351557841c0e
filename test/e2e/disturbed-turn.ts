// A message under a disturbance, and what came of it as one text, to be compared with what it gives when nobody disturbs it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beginSession, follow, say, sayAndWait, session } from './api.ts';

/** Slow enough that a kill falls into the middle of a turn. */
export const slow = { FOCUS_STEP_PAUSE: '120' };

export const messages = [
  { text: 'the yellow cone' },
  { text: 'what colour is the cube' },
  { text: 'remove the yellow cone', seed: 5 },
  { text: 'make the cube green', seed: 6 },
];

/** Milliseconds within which one of the messages is answered at that pace. */
export const length = 900;

type Seen = Awaited<ReturnType<typeof follow>>;

/**
 * A new session, one quiet turn, then the message under `disturbance`, which reads the turn's events to the end. The text: the
 * events as they were read, and the history without what differs by nature (ids, times).
 */
export async function outcome(address: () => string, message: Record<string, unknown>, disturbance: (turnId: string) => Promise<Seen>): Promise<string> {
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

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
