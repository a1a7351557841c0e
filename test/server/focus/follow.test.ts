import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Focus } from '../../../server/focus/focus.ts';
import { followMasks } from '../../../server/focus/follow.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { area, boundingBox, iou, type Mask } from '../../../server/images/mask.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';

const side = 60;
const block = (left: number, size = 12): Mask => boxMask(side, side, { left, top: 20, width: size, height: size });
const frames = (count: number): Picture[] => Array.from({ length: count }, (_, index) => createPicture(side, side, [index, 0, 0]));

/** A model that answers by frame; every question is kept. */
function modelOf(answer: (frame: number, input: TurnInput) => Mask | null): { focus: Pick<Focus, 'look' | 'turn'>; asked: { frame: number; input: TurnInput }[] } {
  const asked: { frame: number; input: TurnInput }[] = [];
  const focus = {
    look: async (picture: Picture) => ({ picture }),
    async *turn(view: { picture: Picture }, input: TurnInput) {
      const frame = view.picture.data[0];
      asked.push({ frame, input });
      const mask = answer(frame, input);
      const masks = mask === null ? [] : [{ name: 'red cube', mask, score: 0.9 }];
      return { action: 'segment', text: '', answer: { action: 'segment', names: 'red cube', text: '' }, masks, seed: 0 };
    },
  };
  return { focus: focus as unknown as Pick<Focus, 'look' | 'turn'>, asked };
}

async function followed(focus: Pick<Focus, 'look' | 'turn'>, count: number, first: Mask[]): Promise<Mask[][]> {
  const all: Mask[][] = [];
  for await (const masks of followMasks(focus, frames(count), first)) all.push(masks);
  return all;
}

test('the first masks come back, then each frame is asked by name with where the thing should be', async () => {
  const { focus, asked } = modelOf((frame) => block(4 * frame));
  const all = await followed(focus, 4, [block(0)]);
  assert.deepEqual(all.map(([mask]) => boundingBox(mask)?.left), [0, 4, 8, 12]);
  assert.equal(asked[0].input.text, '');
  assert.deepEqual(asked.slice(1).map(({ input }) => input.text), ['red cube', 'red cube', 'red cube']);
  // The second frame knows no speed yet; from the third on the guess is where the thing then is.
  assert.deepEqual(asked.slice(1).map(({ input }) => boundingBox(input.masks?.[0] as Mask)?.left), [0, 8, 12]);
});

test('a mask elsewhere or of another size is another thing: the guess stands, moving on', async () => {
  const { focus } = modelOf((frame) => (frame === 3 ? block(45) : frame === 4 ? block(8, 40) : block(4 * frame)));
  const all = await followed(focus, 6, [block(0)]);
  assert.deepEqual(all.map(([mask]) => boundingBox(mask)?.left), [0, 4, 8, 12, 16, 20]);
});

test('what is not found by name is looked for as it lies', async () => {
  const { focus, asked } = modelOf((frame, { text }) => (text === '' ? block(2 * frame) : null));
  const all = await followed(focus, 3, [block(0)]);
  assert.equal(iou(all[2][0], block(4)), 1);
  assert.deepEqual(asked.filter(({ frame }) => frame === 2).map(({ input }) => input.text), ['red cube', '']);
});

test('what leaves the picture has an empty mask and is asked no more', async () => {
  const { focus, asked } = modelOf((frame) => (frame === 1 ? block(48) : null));
  const all = await followed(focus, 5, [block(40)]);
  assert.deepEqual(all.map(([mask]) => area(mask) > 0), [true, true, true, false, false]);
  assert.ok(asked.every(({ frame }) => frame < 3), asked.map(({ frame }) => frame).join());
});
