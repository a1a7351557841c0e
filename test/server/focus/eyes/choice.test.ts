import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTurn } from '../../../../server/focus/turn.ts';
import type { TurnResult } from '../../../../server/focus/turn-events.ts';
import type { TurnInput } from '../../../../server/focus/turn-input.ts';
import { area } from '../../../../server/images/mask.ts';
import { engineWith, middle, photo, threeMeanings, viewOf } from './three-meanings.ts';

async function turn(input: Omit<TurnInput, 'text'>, tabletop = 0): Promise<TurnResult & { said: string[] }> {
  const steps = runTurn(engineWith(threeMeanings(tabletop)), viewOf(photo), { text: '', seed: 1, ...input });
  const said: string[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { ...value, said };
    if (value.type === 'mask-end') said.push(value.name);
  }
}

const named = ({ masks, alternatives = [] }: TurnResult) => [masks.map(({ name }) => name), alternatives.map(({ choice, name }) => `${choice} ${name}`)];
/** Width of a mask that is about a square. */
const across = ({ masks: [{ mask }] }: TurnResult) => Math.sqrt(area(mask));
const isAbout = (value: number, wanted: number) => assert.ok(Math.abs(value - wanted) < 3, `${value}, not ${wanted}`);

test('of what a click may mean the likeliest is marked, and the others come with their choice, best first', async () => {
  const found = await turn({ points: [middle] });
  assert.deepEqual(named(found), [['car'], ['1 door', '2 street']]);
  assert.deepEqual(found.said, ['car']);
  isAbout(across(found), 40);
});

test('a choice marks that meaning, exactly as it was offered', async () => {
  const { alternatives = [] } = await turn({ points: [middle] });
  const door = await turn({ points: [{ ...middle, choice: 1 }] });
  assert.deepEqual(named(door), [['door'], ['0 car', '2 street']]);
  assert.deepEqual(door.said, ['door']);
  assert.deepEqual(door.masks[0].mask, alternatives[0].mask);
  const street = await turn({ points: [{ ...middle, choice: 2 }] });
  assert.deepEqual(street.masks[0].mask, alternatives[1].mask);
  assert.deepEqual(named(await turn({ points: [{ ...middle, choice: 0 }] })), [['car'], ['1 door', '2 street']]);
});

test('clicks behind a first one correct the meaning that was chosen', async () => {
  const more = { x: 46, y: 50, positive: true };
  isAbout(across(await turn({ points: [middle, more] })), 40);
  for (const [choice, wanted] of [[1, 16], [2, 72]]) {
    const corrected = await turn({ points: [{ ...middle, choice }, more] });
    isAbout(across(corrected), wanted);
    assert.deepEqual(corrected.alternatives, []);
  }
  const many = Array.from({ length: 10 }, () => more);
  isAbout(across(await turn({ points: [{ ...middle, choice: 2 }, ...many] })), 72);
});

test('a box says enough: there is nothing else to choose', async () => {
  const found = await turn({ boxes: [{ left: 20, top: 20, width: 50, height: 50 }] });
  assert.deepEqual(found.alternatives, []);
});

test('a choice of what is not there is refused', async () => {
  await assert.rejects(turn({ points: [{ ...middle, choice: 1 }] }, 1), { code: 'choice-unknown', message: /one thing/ });
});
