import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { sessionId } from '../inputs.ts';
import { operationAnswer, operationOut } from '../operation-answer.ts';
import { adds, tool } from '../tool.ts';

export const undo = tool({
  name: 'undo',
  title: 'Undo or redo',
  description:
    'Takes back the last operation of a session: masks that were made or changed, or an edit (the session goes back to the picture and message before). '
    + 'redo: true brings back what was taken back last. People and agents share one record, so look at canUndo first if others work here too. '
    + 'To go on from any older picture without taking things back, use branch.',
  input: z.strictObject({ sessionId, redo: z.boolean().default(false) }),
  output: operationOut,
  scope: 'edit',
  hints: adds,
  async run({ sessionId: id, redo }, caller) {
    return operationAnswer(caller, await caller.conversations.operate(id, { kind: redo ? 'redo' : 'undo' }), id);
  },
});

export const branch = tool({
  name: 'branch',
  title: 'Go on from an earlier version',
  description:
    'Makes an earlier picture (imageId) or message (turnId) the place from which the next call goes on. Nothing is lost: what came after stays as another branch, '
    + 'and get_session lists all versions. To just take back the last step use undo.',
  input: z.strictObject({ sessionId, imageId: z.uuid().optional(), turnId: z.uuid().optional() }),
  output: operationOut,
  scope: 'edit',
  // Not idempotent: each call is a step of its own that undo takes back.
  hints: adds,
  async run({ sessionId: id, imageId, turnId }, caller) {
    if ((imageId === undefined) === (turnId === undefined)) {
      throw new InputError({ code: 'branch-incomplete', message: 'One place to go on from is needed.', hint: 'Give imageId or turnId, one of them, from get_session.' });
    }
    return operationAnswer(caller, await caller.conversations.operate(id, { kind: 'branch', image: imageId, turn: turnId }), id);
  },
});
