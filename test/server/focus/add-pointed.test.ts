import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addedTo, withAdded } from '../../../server/focus/add-pointed.ts';
import { openFocus } from '../../../server/focus/focus.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { area, iou, type Mask, union } from '../../../server/images/mask.ts';
import { insidePoint } from '../../eval/prompts.ts';
import { randomFrom } from '../../eval/random.ts';
import { readSet } from '../../eval/set.ts';
import { ball, cone, ring, rows, side } from './three-things.ts';

const click = { x: 4, y: 15, positive: true };
const segmented = (names: string) => [{ text: 'mark it', answer: { action: 'segment' as const, names, text: '' } }];
const names = (input: Partial<TurnInput>): string[] => addedTo({ text: 'this too', points: [click], sessionMasks: [ball, cone], history: segmented('blue cone'), ...input }).map(({ name }) => name);

describe('what a turn adds to by pointing', () => {
  test('is the mask of the last answer, all of them where there were several', () => {
    assert.deepEqual(names({}), ['blue cone']);
    assert.deepEqual(names({ history: segmented('red ball, blue cone') }), ['red ball', 'blue cone']);
    assert.deepEqual(names({ sessionMasks: [ring, { ...ball, name: 'cone' }, { ...cone, name: 'cone' }], history: segmented('cones') }), ['cone', 'cone']);
  });

  test('stays as sure as it was', () => {
    const [kept] = addedTo({ text: 'this too', points: [click], sessionMasks: [{ ...cone, score: 0.5 }], history: segmented('blue cone') });
    assert.equal(kept.score, 0.5);
  });

  test('is a chosen mask, which comes last, although the answer was about another', () => {
    assert.deepEqual(names({ sessionMasks: [cone, ball] }), ['red ball']);
  });

  for (const text of ['this too', 'Also this.', 'and this one', 'add this one too', 'plus this', 'this as well please', 'and that']) {
    test(`is meant by "${text}"`, () => assert.equal(names({ text }).length, 1));
  }
  for (const text of ['', 'this', 'mark this', 'not this', 'no, this one', 'remove this too', 'and this one?', 'what is this', 'also the cube', 'make this red too']) {
    test(`is not meant by "${text}"`, () => assert.deepEqual(names({ text }), []));
  }

  test('is nothing without a prompt that says what comes to it, after an answer in words, or before there is a mask', () => {
    assert.deepEqual(names({ points: [] }), []);
    assert.deepEqual(names({ points: [{ ...click, positive: false }] }), []);
    assert.deepEqual(names({ history: [{ text: 'what colour is it', answer: { action: 'answer', names: '', text: 'red' } }] }), []);
    assert.deepEqual(names({ sessionMasks: [], history: [] }), []);
    assert.deepEqual(names({ edit: true }), []);
  });
});

test('the same thing marked again becomes one mask, another one a second', () => {
  const kept = [{ name: 'red ball', mask: rows(0, 3), score: 1 }];
  const whole = withAdded(kept, [{ name: 'ball', mask: rows(0, 5), score: 0.9 }]);
  assert.deepEqual(whole.map(({ name, mask }) => [name, area(mask)]), [['red ball', 5 * side]]);
  assert.deepEqual(withAdded(kept, [{ name: 'cone', mask: rows(9, 12), score: 0.9 }]).map(({ name }) => name), ['red ball', 'cone']);
});

test('a click and "this too" marks both things of held-out scenes nearly always', async () => {
  const set = fileURLToPath(new URL('../../eval/heldout', import.meta.url));
  const focus = await openFocus();
  const random = randomFrom('this too');
  let [right, all] = [0, 0];
  for (const picture of await readSet(set, 30)) {
    const [one, other] = picture.masks.filter(({ mask }) => area(mask) > 120).map(({ mask }) => mask);
    if (other === undefined) continue;
    const view = await focus.look(await readPicture(join(set, picture.file)));
    const say = async (input: TurnInput) => {
      const turn = focus.turn(view, input);
      let step = await turn.next();
      while (!step.done) step = await turn.next();
      return step.value;
    };
    const at = (mask: Mask) => [{ ...insidePoint(mask, random), positive: true }];
    const first = await say({ text: '', points: at(one) });
    const sessionMasks = first.masks.map((mask, index) => ({ id: `${index}`, ...mask }));
    const both = await say({ text: 'this too', points: at(other), sessionMasks, history: [{ text: '', answer: first.answer }] });
    all += 1;
    if (both.masks.length > 0 && iou(both.masks.map(({ mask }) => mask).reduce(union), union(one, other)) > 0.6) right += 1;
  }
  await focus.close();
  assert.ok(all >= 20 && right >= 0.85 * all, `${right} of ${all}`);
});
