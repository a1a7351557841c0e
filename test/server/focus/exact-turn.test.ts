import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../../server/focus/engine.ts';
import { carryOutExactly, type ExactOutcome } from '../../../server/focus/exact-turn.ts';
import type { ExactWish } from '../../../server/focus/intent/exact-wish.ts';
import type { View } from '../../../server/focus/view.ts';
import { createMask, type Mask } from '../../../server/images/mask.ts';
import { pictureOf } from './eyes/fake-eyes.ts';
import { leaf, seeingDiscs } from './eyes/fake-seeing.ts';

const discs = [{ x: 60, y: 60, radius: 30, concepts: [leaf('car')], colour: [200, 40, 40] as [number, number, number] }];
const picture = pictureOf(discs, 160, 120);
// A picture of flat colours would hide a blur, and a grey one a change to grey.
for (let at = 0; at < picture.data.length; at += 3) picture.data[at + 1] += (at * 7) % 40;
const view = { picture } as View;
const seeing = seeingDiscs(discs);
const chosen: Mask = { ...createMask(160, 120), data: Uint8Array.from({ length: 160 * 120 }, (_, at) => Number(Math.hypot((at % 160) + 0.5 - 60, Math.floor(at / 160) + 0.5 - 60) < 30)) };
const on = { target: { kind: 'chosen' } } as const;

const carry = (wish: ExactWish, place: Mask | undefined = chosen): Promise<ExactOutcome> => carryOutExactly({} as Engine, seeing, view, wish, { text: '', place });

const wishes: ExactWish[] = [
  { operation: 'cutout', ...on }, { operation: 'background-remove', ...on }, { operation: 'background-blur', ...on, radius: 3 }, { operation: 'background-colour', ...on, colour: '#ffffff' },
  { operation: 'background-grey', target: { kind: 'picture' } }, { operation: 'recolour', ...on, colour: '#008080' }, { operation: 'adjust', ...on, brightness: 0.2, hue: 90 }, { operation: 'grey', ...on },
  { operation: 'pixelate', ...on, block: 1 }, { operation: 'fill', ...on, colour: '#123456' }, { operation: 'crop', ...on }, { operation: 'crop', target: { kind: 'picture' }, ratio: 1 },
  { operation: 'crop', target: { kind: 'picture' }, by: 0.2 }, { operation: 'resize', scale: 0.5 }, { operation: 'rotate', quarterTurns: 3 }, { operation: 'flip', axis: 'vertical' }, { operation: 'straighten', degrees: 5 },
];

for (const wish of wishes) {
  test(`${JSON.stringify(wish)} changes the picture and says so`, async () => {
    const outcome = await carry(wish);
    assert.ok('edit' in outcome, JSON.stringify(outcome));
    assert.ok(outcome.edit.changedPixels > 0 && outcome.text.startsWith('Done: '), outcome.text);
    assert.equal(outcome.edit.outsidePixels, 0);
  });
}

test('sizes after a crop, a resize and a turn', async () => {
  const size = async (wish: ExactWish): Promise<number[]> => {
    const outcome = await carry(wish);
    return 'edit' in outcome ? [outcome.edit.picture.width, outcome.edit.picture.height] : [];
  };
  assert.deepEqual(await size({ operation: 'resize', scale: 0.5 }), [80, 60]);
  assert.deepEqual(await size({ operation: 'rotate', quarterTurns: 1 }), [120, 160]);
  assert.deepEqual(await size({ operation: 'crop', target: { kind: 'picture' }, by: 0.2 }), [128, 96]);
  assert.deepEqual(await size({ operation: 'crop', ...on }), [60, 60]);
});

test('a thing is found by its name, and a missing one is refused before anything is touched', async () => {
  const found = await carry({ operation: 'recolour', target: { kind: 'thing', name: 'the car' }, colour: '#0000ff' }, undefined);
  assert.ok('edit' in found && found.place?.name === 'car');
  const missing = await carry({ operation: 'recolour', target: { kind: 'thing', name: 'the cat' }, colour: '#0000ff' }, undefined);
  assert.ok('refusal' in missing && /no cat/.test(missing.refusal), JSON.stringify(missing));
});

test('without a mark a background is that of what the photo shows', async () => {
  const outcome = await carry({ operation: 'background-colour', target: { kind: 'background' }, colour: '#00ff00' }, undefined);
  assert.ok('edit' in outcome, JSON.stringify(outcome));
  const { data } = outcome.edit.picture;
  const middle = (60 * 160 + 60) * 3;
  assert.deepEqual(data.subarray(middle, middle + 3), picture.data.subarray(middle, middle + 3));
  assert.deepEqual([...data.subarray(0, 3)], [0, 255, 0]);
});

test('straightening needs to know by how much', async () => {
  const outcome = await carry({ operation: 'straighten' });
  assert.ok('refusal' in outcome && /degrees/.test(outcome.refusal));
});
