import { z } from 'zod';
import { patience } from '../deadline.ts';
import { followTurn } from '../follow-turn.ts';
import { turn } from '../outputs.ts';
import { adds, looks, tool } from '../tool.ts';
import { turnAnswer } from '../turn-answer.ts';

const turnId = z.uuid().describe('turnId of a result with status running, or runningTurnId of get_session.');

export const wait = tool({
  name: 'wait',
  title: 'Wait for a result',
  description:
    'Waits for a message whose result had status "running" and returns what the call itself would have returned. '
    + 'Answers after seconds at the latest, again with status "running" if it is still not done: then call it once more. Also gives an old result again.',
  input: z.strictObject({ turnId, seconds: z.number().min(0).max(patience / 1000).default(patience / 1000).describe('How long to wait at most.') }),
  output: turn,
  scope: 'read',
  hints: looks,
  async run(given, caller) {
    return turnAnswer(caller, await followTurn(caller, given.turnId, given.seconds * 1000));
  },
});

export const stop = tool({
  name: 'stop',
  title: 'Stop a message',
  description:
    'Stops a message that is still being answered (status "running"), within one step of the model. Picture and masks stay as they were before it. '
    + 'Stopping what is over changes nothing. A call that has not answered yet is stopped by cancelling it.',
  input: z.strictObject({ turnId }),
  output: turn,
  scope: 'edit',
  hints: { ...adds, idempotent: true },
  async run(given, caller) {
    await caller.conversations.stop(given.turnId);
    return turnAnswer(caller, await followTurn(caller, given.turnId));
  },
});
