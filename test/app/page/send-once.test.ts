// The ids of what may have arrived although nothing answered.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestError, serverUnreachable } from '../../../app/chat/request-error.ts';
import { KeptId, untilAnswered } from '../../../app/chat/send-once.ts';

const unreachable = () => new RequestError(serverUnreachable);
const refused = () => new RequestError({ code: 'turn-running', message: 'One runs.', status: 409, hint: 'Wait.' });

/** The ids under which the wishes are sent one after the other, each with what becomes of it. */
async function idsOf(...attempts: [wish: string, end: 'done' | 'lost' | 'refused'][]): Promise<string[]> {
  const kept = new KeptId();
  const ids: string[] = [];
  for (const [wish, end] of attempts) {
    await kept.with(wish, async (id) => {
      ids.push(id);
      if (end !== 'done') throw end === 'lost' ? unreachable() : refused();
    }).catch(() => {});
  }
  return ids;
}

test('what nothing answered keeps its id when it is tried again', async () => {
  const [first, second, third] = await idsOf(['cone', 'lost'], ['cone', 'done'], ['cone', 'done']);
  assert.equal(second, first);
  assert.notEqual(third, second, 'after it was done it is another one');
});

test('what was refused, and another wish, get an id of their own', async () => {
  assert.equal(new Set(await idsOf(['cone', 'refused'], ['cone', 'lost'], ['cube', 'lost'], ['cone', 'done'])).size, 4);
});

test('it is sent until something answers, and a refusal is an answer', async () => {
  const sent = async (...answers: (Error | string)[]) => {
    let [count, lost] = [0, 0];
    const end = await untilAnswered(async () => {
      const answer = answers[count];
      count += 1;
      if (typeof answer !== 'string') throw answer;
      return answer;
    }, { onLost: () => (lost += 1) }).catch((error: RequestError) => error.document.code);
    return [end, count, lost];
  };
  assert.deepEqual(await sent(unreachable(), unreachable(), 'here'), ['here', 3, 2]);
  assert.deepEqual(await sent(unreachable(), refused(), 'here'), ['turn-running', 2, 1]);
});

test('it is not sent for ever', async () => {
  await assert.rejects(untilAnswered(() => Promise.reject(unreachable()), { patience: 500 }), { name: 'RequestError' });
});
