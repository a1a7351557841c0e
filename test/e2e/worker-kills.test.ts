// The worker is killed at random moments of a turn: nothing is lost, and who reads the answer notices only a pause.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { randomFrom } from '../eval/random.ts';
import { follow } from './api.ts';
import { length, messages, outcome, slow, wait } from './disturbed-turn.ts';
import { killAll, noProcessTable, processesOf, workerOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

describe('the worker killed at random moments', { skip: noProcessTable }, () => {
  const folder = temporaryFolder();
  const random = randomFrom('the worker killed at random moments');
  let product: RunningProduct;
  const address = () => product.address;
  /** What each message gives when nobody disturbs it. */
  const undisturbed: string[] = [];
  before(async () => {
    product = await startProduct(folder.path, slow);
    for (const message of messages) undisturbed.push(await outcome(address, message, (turn) => follow(address, turn)));
  });
  after(() => {
    killAll(processesOf(folder.path));
    folder.remove();
  });

  for (let i = 0; i < 20; i += 1) {
    test(`kill ${i + 1}: the turn ends as if undisturbed, its stream without gap or repeat`, async () => {
      const which = i % messages.length;
      const seen = await outcome(address, messages[which], async (turn) => {
        const events = follow(address, turn);
        await wait(random() * length);
        const worker = workerOf(folder.path);
        if (worker !== undefined) killAll([worker]);
        return events;
      });
      assert.equal(seen, undisturbed[which]);
    });
  }
});
