import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asOne } from '../../../server/focus/as-one.ts';
import { openFocus } from '../../../server/focus/focus.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { area, intersect, union } from '../../../server/images/mask.ts';
import { readSet } from '../../eval/set.ts';
import { ball, cone, ring, side } from './three-things.ts';

const both = [{ text: 'both', answer: { action: 'segment' as const, names: 'red ball, blue cone', text: '' } }];
const said = (text: string, more: Partial<TurnInput> = {}) => asOne({ text, sessionMasks: [ring, ball, cone], history: both, ...more });

describe('a change of several masks', () => {
  test('is read as one of a single mask that covers them', () => {
    const { input, names } = said('please remove them')!;
    assert.equal(names, 'red ball, blue cone');
    assert.equal(input.text, 'please remove it');
    assert.deepEqual(input.sessionMasks!.map(({ name, mask }) => [name, area(mask)]), [['red ball', 6 * side]]);
    assert.deepEqual(input.history!.map(({ answer }) => answer.names), ['red ball']);
    assert.deepEqual(input.place, union(ball.mask, cone.mask));
  });

  test('is one of the chosen masks where some were chosen', () => {
    const place = union(ring.mask, cone.mask);
    assert.deepEqual([said('make them green', { place })!.names, said('make them green', { place })!.input.place], ['ring, blue cone', place]);
    assert.equal(said('make them green', { place: cone.mask }), null);
  });

  for (const [text, read] of [['make both of them blue', 'make it blue'], ['take these away', 'take it away'], ['replace the two with a green star', 'replace it with a green star'], ['can you erase it?', 'can you erase it?']]) {
    test(`"${text}"`, () => assert.equal(said(text)?.input.text, read));
  }
  for (const text of ['remove them from the mask', 'take it out of the selection', 'remove the red ball', 'mark them', 'invert it', 'what colour are they', 'make all cubes red', 'remove all balls', 'only their left half']) {
    test(`"${text}" is none`, () => assert.equal(said(text), null));
  }

  test('is none where one was marked, something is pointed at, or the last answer was in words', () => {
    assert.equal(said('remove it', { history: [{ text: '', answer: { action: 'segment', names: 'blue cone', text: '' } }] }), null);
    assert.equal(said('remove them', { points: [{ x: 1, y: 1, positive: true }] }), null);
    assert.equal(said('remove them', { history: [{ text: '', answer: { action: 'answer', names: '', text: '2' } }] }), null);
  });
});

test('two things of held-out scenes that were marked are removed, and made another colour, by one sentence', async () => {
  const set = fileURLToPath(new URL('../../eval/heldout', import.meta.url));
  const focus = await openFocus();
  let [right, all] = [0, 0];
  for (const picture of await readSet(set, 16)) {
    const pair = picture.masks.filter(({ mask }) => area(mask) > 120).slice(0, 2);
    if (pair.length < 2) continue;
    const view = await focus.look(await readPicture(join(set, picture.file)));
    const sessionMasks = pair.map(({ name, mask }, index) => ({ id: `${index}`, name, mask }));
    const history = [{ text: '', answer: { action: 'segment' as const, names: pair.map(({ name }) => name).join(', '), text: '' } }];
    const whole = pair.map(({ mask }) => mask).reduce(union);
    for (const [text, kind] of [['remove them', 'remove'], ['make both blue', 'recolour']]) {
      const turn = focus.turn(view, { text, sessionMasks, history, seed: 1 });
      let step = await turn.next();
      while (!step.done) step = await turn.next();
      all += 1;
      const { action, edit, answer } = step.value;
      if (action === kind && answer.names === history[0].answer.names && area(intersect(edit!.region, whole)) > 0.9 * area(whole)) right += 1;
    }
  }
  await focus.close();
  assert.ok(all >= 20 && right >= 0.9 * all, `${right} of ${all}`);
});
