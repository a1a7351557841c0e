// What is seen of a picture while it is painted. The checkpoint has starting values: what counts is when, how large and where.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { CancelledError } from '../../../server/errors.ts';
import type { PreviewPace } from '../../../server/focus/preview-pace.ts';
import type { EditPreview, TurnEvent } from '../../../server/focus/turn-events.ts';
import { area } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { openTestFocus } from './test-checkpoint.ts';

const { focus, close } = await openTestFocus();
after(close);

const always: PreviewPace = { due: () => true, measure: (work) => work() };
const never: PreviewPace = { due: () => false, measure: (work) => work() };
const place = boxMask(128, 128, { left: 40, top: 50, width: 24, height: 20 });

async function run<Result>(steps: AsyncGenerator<TurnEvent, Result>): Promise<{ events: TurnEvent[]; result: Result }> {
  const events: TurnEvent[] = [];
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) events.push(step.value);
  return { events, result: step.value };
}
const edit = async (previews?: PreviewPace, signal?: AbortSignal) =>
  focus.turn(await focus.look(createPicture(128, 128, [90, 120, 60])), { text: 'make it blue', edit: true, masks: [place], seed: 9, steps: 4, previews, signal });
const draw = (previews?: PreviewPace) => focus.draw('a red cube', { seed: 4, steps: 3, previews });
/** Painting and composing in order: "2" for a step, "p" for a preview. */
const course = (events: TurnEvent[]): string => events.flatMap((event) => (event.type === 'edit-preview' ? 'p' : event.type === 'edit-progress' || event.type === 'code-progress' ? String(event.step) : [])).join(' ');
const previewsIn = (events: TurnEvent[]): EditPreview[] => events.filter((event) => event.type === 'edit-preview');

test('an edit shows what it painted after each step but the last, at its place', async () => {
  const { events } = await run(await edit(always));
  assert.equal(course(events), '0 1 p 2 p 3 p 4');
  const previews = previewsIn(events);
  for (const { picture, mask, box } of previews) {
    assert.deepEqual([picture.width, picture.height, mask.width, mask.height], [64, 64, 64, 64]);
    assert.ok(box !== null && box.left <= 40 && box.top <= 50 && box.left + box.width >= 64 && box.top + box.height >= 70, JSON.stringify(box));
    assert.ok(area(mask) > 0 && area(mask) < 64 * 64, `${area(mask)} pixels are painted`);
  }
  assert.equal(new Set(previews.map(({ picture }) => picture.data.join())).size, 3, 'it changes from step to step');
});

test('a drawing is seen from its first row of codes on, the whole of it', async () => {
  const { events } = await run(draw(always));
  assert.equal(course(events), `${Array.from({ length: 15 }, (_, row) => `${row + 1} p`).join(' ')} 16 0 1 p 2 p 3`);
  const previews = previewsIn(events);
  for (const { picture, mask, box } of previews) assert.deepEqual([picture.width, picture.height, area(mask), box], [64, 64, 64 * 64, null]);
  assert.ok(new Set(previews.map(({ picture }) => picture.data.join())).size > 10, 'it changes from row to row');
});

test('previews change nothing of what is painted', async () => {
  const [seen, unseen] = [await run(await edit(always)), await run(await edit())];
  assert.deepEqual(seen.result.picture?.data, unseen.result.picture?.data);
  const [drawn, quietly] = [await run(draw(always)), await run(draw())];
  assert.deepEqual(drawn.result.picture.data, quietly.result.picture.data);
});

test('there are none where they are not asked for, and none before they are due', async () => {
  for (const previews of [undefined, never]) {
    assert.equal(course((await run(await edit(previews))).events), '0 1 2 3 4');
    assert.equal(previewsIn((await run(draw(previews))).events).length, 0);
  }
});

test('what is stopped makes no preview any more', async () => {
  const stop = new AbortController();
  let made = 0;
  const painting = await edit({ due: () => true, measure: (work) => { made += 1; return work(); } }, stop.signal);
  await assert.rejects(async () => {
    for await (const event of painting) if (event.type === 'edit-progress' && event.step === 2) stop.abort();
  }, CancelledError);
  assert.equal(made, 1);
});
