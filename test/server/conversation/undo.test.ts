import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { OperationRequest } from '../../../server/conversation/operation-requests.ts';
import { FocusError } from '../../../server/errors.ts';
import { randomNumbers } from '../images/pictures.ts';
import { drawing, made } from './drawn.ts';
import { firstEvents, type House, openHouse, sampleSession, sayAndWait } from './house.ts';
import { refused } from './refused.ts';

let house: House;
before(async () => { house = await openHouse(); });
after(() => house.close());

const operate = (session: string, request: OperationRequest) => house.conversations.operate(session, request);

/** The session but for when it was changed and how far its record is. */
async function stateOf(session: string): Promise<string> {
  const { updatedAt, operations, undo, redo, ...state } = await house.conversations.getSession(session);
  // A turn read by itself is what it is in its session.
  for (const turn of state.turns) assert.deepEqual(await house.conversations.getTurn(turn.id), turn);
  return JSON.stringify(state);
}

/** One operation by lot; it may be one that is refused. */
function byLot(random: () => number, masks: string[], images: string[]): OperationRequest {
  const one = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)];
  const mask = one(masks) ?? randomUUID();
  const pixels = 1 + Math.floor(random() * 6);
  return one<() => OperationRequest>([
    () => drawing(Math.floor(random() * 60), Math.floor(random() * 60), 8 + pixels, 9),
    () => ({ ...drawing(20, 20, 4 * pixels, 30), mask }),
    () => ({ kind: 'mask-combine', rule: one(['union', 'intersect', 'subtract']), masks: [mask, one(masks) ?? mask], into: one(['new', 'version']) }),
    () => ({ kind: one(['mask-grow', 'mask-shrink', 'mask-feather']), mask, pixels }),
    () => ({ kind: 'mask-invert', mask, into: one(['new', 'version']) }),
    () => ({ kind: 'mask-rename', mask, name: `name ${pixels}` }),
    () => ({ kind: 'mask-hide', mask, hidden: random() < 0.5 }),
    () => ({ kind: 'mask-lock', mask, locked: random() < 0.3 }),
    () => ({ kind: 'mask-delete', mask }),
    () => ({ kind: 'mask-restore', mask }),
    () => ({ kind: 'mask-duplicate', mask }),
    () => ({ kind: 'branch', image: one(images) }),
    () => ({ kind: 'undo' }),
    () => ({ kind: 'redo' }),
  ])();
}

test('undoing all of many random operations gives the start byte for byte, redoing all the end', async () => {
  const random = randomNumbers(11);
  const { id } = await sampleSession(house);
  await sayAndWait(house, id, 'find ball');
  await sayAndWait(house, id, 'paint it');
  const { images, operations: already } = await house.conversations.getSession(id);
  const start = await stateOf(id);
  const masks = new Set<string>();
  const onTop = async () => (await house.conversations.operations(id, { limit: 1 })).undo?.seq ?? 0;
  let done = 0;
  for (let count = 0; count < 70; count += 1) {
    try {
      const { operation } = await operate(id, byLot(random, [...masks], images.map((image) => image.id)));
      operation.maskIds.forEach((mask) => masks.add(mask));
      done += 1;
    } catch (error) {
      assert.ok(FocusError.isInstance(error), String(error));
    }
    // Never below the start.
    if ((await onTop()) < already) await operate(id, { kind: 'redo' });
  }
  assert.ok(done > 30, `${done} operations were carried out`);
  const end = await stateOf(id);
  const steps: string[] = [];
  while ((await onTop()) > already) {
    steps.push(await stateOf(id));
    await operate(id, { kind: 'undo' });
  }
  assert.ok(steps.length > 10);
  assert.equal(await stateOf(id), start);
  // What could be redone before the last undoing stays in front of it.
  for (const step of steps.reverse()) {
    await operate(id, { kind: 'redo' });
    assert.equal(await stateOf(id), step);
  }
  assert.equal(await stateOf(id), end);
});

test('undoing an edit goes back to the picture and turn before; redoing goes forward again', async () => {
  const { id, currentImage } = await sampleSession(house);
  const { turn } = await sayAndWait(house, id, 'paint it');
  await sayAndWait(house, id, 'hello');
  const edited = await house.conversations.getSession(id);
  assert.equal(edited.undo?.turnId, turn.id);
  await operate(id, { kind: 'undo' });
  const back = await house.conversations.getSession(id);
  assert.deepEqual([back.currentImage?.id, back.headTurnId, back.images.length], [currentImage?.id, null, 2]);
  await operate(id, { kind: 'redo' });
  const forward = await house.conversations.getSession(id);
  assert.deepEqual([forward.currentImage, forward.headTurnId], [edited.currentImage, edited.headTurnId]);
});

test('undoing a turn that marked takes its mask away and leaves the conversation', async () => {
  const { id } = await sampleSession(house);
  const { turn } = await sayAndWait(house, id, 'find ball');
  await operate(id, { kind: 'undo' });
  const { masks, headTurnId, turns } = await house.conversations.getSession(id);
  assert.deepEqual([masks, headTurnId, turns[0].maskVersionIds], [[], turn.id, []]);
});

test('something new ends what could be redone', async () => {
  const { id } = await sampleSession(house);
  await operate(id, drawing(0, 0, 9, 9));
  await operate(id, { kind: 'undo' });
  await operate(id, drawing(0, 0, 9, 9));
  await refused(operate(id, { kind: 'redo' }), 'nothing-to-redo', 409);
  await operate(id, { kind: 'undo' });
  await refused(operate(id, { kind: 'undo' }), 'nothing-to-undo', 409);
});

test('a version that was undone can still be read, and its number is not given again', async () => {
  const { id } = await sampleSession(house);
  const mask = await made(house, id, drawing(0, 0, 9, 9));
  const { operation } = await operate(id, { kind: 'mask-grow', mask: mask.id, pixels: 1 });
  await operate(id, { kind: 'undo' });
  assert.equal((await house.conversations.mask(operation.versionId ?? '')).number, 2);
  assert.equal((await house.conversations.mask(mask.id)).number, 1);
  const { versions } = await made(house, id, { kind: 'mask-grow', mask: mask.id, pixels: 2 });
  assert.deepEqual(versions.map(({ number }) => number), [1, 3]);
});

test('an operation sent again is done once, and its id serves nothing else', async () => {
  const { id } = await sampleSession(house);
  const request = { id: randomUUID(), ...drawing(0, 0, 9, 9) };
  const answers = await Promise.all([operate(id, request), operate(id, request), operate(id, request)]);
  assert.equal(new Set(answers.map(({ mask }) => mask?.id)).size, 1);
  assert.equal((await house.conversations.getSession(id)).masks.length, 1);
  await refused(operate(id, { ...request, ...drawing(0, 0, 8, 8) }), 'operation-id-taken', 409);
  await refused(operate((await sampleSession(house)).id, request), 'operation-id-taken', 409);
});

test('operations at the same time come one after the other', async () => {
  const { id } = await sampleSession(house);
  const { id: mask } = await made(house, id, drawing(30, 30, 9, 9));
  await Promise.all(Array.from({ length: 12 }, () => operate(id, { kind: 'mask-grow', mask, pixels: 1 })));
  const { operations } = await house.conversations.operations(id);
  assert.deepEqual(operations.map(({ seq }) => seq), Array.from({ length: 13 }, (_, index) => index + 1));
  const { versions } = await house.conversations.getMask(mask);
  assert.deepEqual(versions.map(({ number }) => number), operations.map(({ seq }) => seq));
  assert.deepEqual(versions.slice(1).map(({ parentId }) => parentId), versions.slice(0, -1).map((version) => version.id));
});

test('while a message is answered masks may change but the place may not', async () => {
  const { id, currentImage } = await sampleSession(house);
  await sayAndWait(house, id, 'paint it');
  const { id: turn } = await house.conversations.say(id, { text: 'wait' });
  await firstEvents(house, turn, 3);
  await refused(operate(id, { kind: 'branch', image: currentImage?.id }), 'turn-running', 409);
  await refused(operate(id, { kind: 'undo' }), 'turn-running', 409);
  await operate(id, { ...drawing(0, 0, 9, 9), image: currentImage?.id });
  await operate(id, { kind: 'undo' });
  await house.conversations.stop(turn);
  await firstEvents(house, turn, 99);
});

test('the record tells what was done after a place in it', async () => {
  const { id } = await sampleSession(house);
  await operate(id, drawing(0, 0, 9, 9));
  await operate(id, { kind: 'undo' });
  const { operations, undo, redo } = await house.conversations.operations(id, { after: 1 });
  assert.deepEqual(operations.map(({ kind, target }) => [kind, target]), [['undo', 1]]);
  assert.deepEqual([undo, redo?.kind], [null, 'mask-draw']);
});
