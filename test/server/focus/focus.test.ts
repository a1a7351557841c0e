import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openFocus } from '../../../server/focus/focus.ts';
import type { TurnEvent, TurnResult } from '../../../server/focus/turn-events.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { openTestFocus } from './test-checkpoint.ts';

const { checkpoint, focus, close } = await openTestFocus();
after(close);

function noise(width: number, height: number) {
  const picture = createPicture(width, height, [0, 0, 0]);
  for (let index = 0; index < picture.data.length; index += 1) picture.data[index] = (index * 7919 + (index >> 7) * 31) % 251;
  return picture;
}

async function run(input: TurnInput, picture = noise(128, 128)): Promise<{ events: TurnEvent[]; result: TurnResult }> {
  const turn = focus.turn(await focus.look(picture), input);
  const events: TurnEvent[] = [];
  let step = await turn.next();
  for (; !step.done; step = await turn.next()) events.push(step.value);
  return { events, result: step.value };
}

const place = boxMask(128, 128, { left: 40, top: 50, width: 24, height: 20 });

test('a picture is encoded once, however often it is looked at', async () => {
  const picture = noise(64, 64);
  const { misses } = focus.statistics().views;
  const one = await focus.look(picture);
  const other = await focus.look({ ...picture, data: picture.data.slice() });
  assert.equal(one, other);
  assert.equal(focus.statistics().views.misses, misses + 1);
});

test('a box without words segments, and the events come in order', async () => {
  const { events, result } = await run({ text: '', boxes: [{ left: 20, top: 30, width: 30, height: 30 }] });
  assert.equal(result.action, 'segment');
  const types = events.map(({ type }) => type);
  assert.equal(types[0], 'mask-start');
  assert.deepEqual(types.slice(-3), ['text-start', 'text-delta', 'text-end']);
  for (const { mask } of result.masks) assert.deepEqual([mask.width, mask.height], [128, 128]);
});

test('the same turn gives the same result, also in another process of thought', async () => {
  const input: TurnInput = { text: 'make it blue', edit: true, masks: [place], seed: 9 };
  const first = await run(input);
  await run({ text: 'something else', points: [{ x: 1, y: 1, positive: true }] });
  const second = await run(input);
  assert.deepEqual(second.result.picture?.data, first.result.picture?.data);
  assert.deepEqual(second.result.answer, first.result.answer);
});

test('another seed paints another picture', async () => {
  const one = await run({ text: 'make it blue', edit: true, masks: [place], seed: 1 });
  const other = await run({ text: 'make it blue', edit: true, masks: [place], seed: 2 });
  assert.notDeepEqual(other.result.picture?.data, one.result.picture?.data);
});

test('an edit changes no byte outside its region', async () => {
  const picture = noise(300, 200);
  const mask = boxMask(300, 200, { left: 100, top: 60, width: 50, height: 40 });
  const { events, result } = await run({ text: 'remove this', edit: true, masks: [mask], seed: 3 }, picture);
  const edited = result.picture;
  assert.ok(edited && result.edit);
  let changed = 0;
  for (let pixel = 0; pixel < picture.width * picture.height; pixel += 1) {
    const same = [0, 1, 2].every((channel) => edited.data[pixel * 3 + channel] === picture.data[pixel * 3 + channel]);
    if (!same) changed += 1;
    if (result.edit.region.data[pixel] === 0) assert.ok(same, `pixel ${pixel}`);
  }
  assert.equal(changed, result.edit.changedPixels);
  assert.ok(changed > 0);
  assert.deepEqual(result.edit.paintedAt, { width: 64, height: 64 });
  const progress = events.filter(({ type }) => type === 'edit-progress');
  assert.ok(progress.length > 0);
});

test('the place of an edit is its region, and the model does not see it', async () => {
  const input: TurnInput = { text: 'make the ball blue', edit: true, seed: 9 };
  const placed = await run({ ...input, place });
  const bare = await run(input);
  assert.deepEqual(placed.result.answer, bare.result.answer);
  const marked = placed.events.filter((event) => event.type === 'mask-end');
  assert.deepEqual(marked, [{ type: 'mask-end', name: placed.result.answer.names, mask: place, score: 1 }]);
  assert.ok(placed.result.edit);
});

test('a turn that is no edit ignores a place', async () => {
  const input: TurnInput = { text: '', points: [{ x: 100, y: 20, positive: true }] };
  assert.deepEqual((await run({ ...input, place })).events, (await run(input)).events);
});

test('a stopped turn ends within a step', async () => {
  const stop = new AbortController();
  const turn = focus.turn(await focus.look(noise(128, 128)), { text: 'remove it', edit: true, masks: [place], seed: 1, signal: stop.signal });
  let steps = 0;
  await assert.rejects(
    async () => {
      for (let step = await turn.next(); !step.done; step = await turn.next()) {
        if (step.value.type !== 'edit-progress') continue;
        steps += 1;
        stop.abort();
      }
    },
    { code: 'cancelled' },
  );
  assert.equal(steps, 1);
});

test('a signal that was raised before stops the turn at once', async () => {
  await assert.rejects(run({ text: 'hello', signal: AbortSignal.abort() }), { code: 'cancelled' });
});

test('with edit false nothing is painted', async () => {
  const { result } = await run({ text: 'remove the red cube', edit: false });
  assert.equal(result.picture, undefined);
});

test('a turn is answered as it may be, whatever its words sound like', async () => {
  const place = boxMask(128, 128, { left: 32, top: 32, width: 40, height: 40 });
  const actionOf = async (input: TurnInput) => (await run(input)).result.action;
  for (const text of ['remove the red cube', 'what colour is it', 'the red cube']) {
    assert.equal(await actionOf({ text, permitted: ['segment'] }), 'segment', text);
    assert.equal(await actionOf({ text, permitted: ['recolour'], place, seed: 1 }), 'recolour', text);
    assert.ok(['answer', 'none'].includes(await actionOf({ text, permitted: ['answer', 'none'] })), text);
  }
  assert.equal(await actionOf({ text: '', points: [{ x: 9, y: 9, positive: true }], permitted: ['segment', 'none'] }), 'segment');
});

test('pictures of odd shapes are handled', async () => {
  for (const [width, height] of [[1, 1], [1, 3000], [700, 3]]) {
    const { result } = await run({ text: '', boxes: [{ left: 0, top: 0, width: 1, height: 1 }] }, noise(width, height));
    assert.equal(result.action, 'segment');
  }
});

test('masks of several classes are found in one call', async () => {
  const found = await focus.segmentClasses(await focus.look(noise(128, 128)), ['cubes', 'balls']);
  assert.deepEqual(found.map(({ name }) => name), ['cubes', 'balls']);
});

test('a drawing says how far it is: row by row, then step by step', async () => {
  const said: string[] = [];
  for await (const event of focus.draw('a red cube on grass', { seed: 4 })) if (event.type === 'code-progress' || event.type === 'edit-progress') said.push(`${event.type} ${event.step} ${event.of}`);
  const rows = said.length - 2;
  assert.ok(rows >= 2);
  assert.deepEqual(said, [...Array.from({ length: rows }, (_, row) => `code-progress ${row + 1} ${rows}`), 'edit-progress 0 1', 'edit-progress 1 1']);
});

test('a drawing can be replayed from its seed', async () => {
  const draw = async () => {
    const drawing = focus.draw('a red cube on grass', { seed: 4 });
    let step = await drawing.next();
    while (!step.done) step = await drawing.next();
    return step.value.picture.data;
  };
  assert.deepEqual(await draw(), await draw());
});

test('the probe names the provider that ran', async () => {
  const { provider, milliseconds } = await focus.probe();
  assert.equal(provider, 'CPUExecutionProvider');
  assert.ok(milliseconds > 0);
});

test('a device that is not there is refused by name', async () => {
  await assert.rejects(openFocus({ ...checkpoint, device: 'cuda' }), { code: 'device-missing', message: /cuda/ });
  await assert.rejects(openFocus({ ...checkpoint, device: 'abacus' as 'cpu' }), { code: 'device-unknown', message: /abacus/ });
});
