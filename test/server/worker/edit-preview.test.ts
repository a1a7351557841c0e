// The shipped model paints in several steps, and who reads the turn looks on.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { turnEvents } from '../../../server/conversation/turn-events.ts';
import { type Focus, openFocus } from '../../../server/focus/focus.ts';
import type { PreviewPace } from '../../../server/focus/preview-pace.ts';
import type { PreviewEvent, TurnNews } from '../../../server/store/log-event.ts';
import { openAttention } from '../../../server/worker/attention.ts';
import { openPictures } from '../../../server/worker/pictures.ts';
import { runTurn } from '../../../server/worker/run-turn.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { ended, logOf, type Message, say, startSession } from './sessions.ts';

let temporary: TemporaryQueue;
let focus: Focus;
before(async () => {
  temporary = await temporaryQueue();
  focus = await openFocus({ device: 'cpu' });
});
after(async () => {
  await focus.close();
  await temporary.close();
});

const always: PreviewPace = { due: () => true, measure: (work) => work() };
const never: PreviewPace = { due: () => false, measure: (work) => work() };

/** What the readers of a turn get while a worker carries it out in four steps, slowly enough for every preview to be sent. */
async function watched(sessionId: string, message: Message, previews: PreviewPace): Promise<{ turnId: string; news: TurnNews[] }> {
  const { store, queue } = temporary;
  const patient: Focus = {
    ...focus,
    turn: (view, input) => focus.turn(view, { ...input, steps: 4, previews }),
    draw: (caption, options) => focus.draw(caption, { ...options, steps: 4, previews }),
  };
  const turnId = await say(store, queue, sessionId, message);
  const news: TurnNews[] = [];
  const reading = (async () => {
    for await (const each of turnEvents(store, turnId)) news.push(each);
  })();
  await runTurn({ workerId: randomUUID(), store, queue, focus: patient, pictures: openPictures(store.blobs), attention: openAttention(() => undefined), stepPause: 150 }, turnId, new AbortController().signal);
  await reading;
  return { turnId, news };
}

const previewsIn = (news: TurnNews[]): PreviewEvent[] => news.flatMap(({ event }) => (event.type === 'edit-preview' ? [event] : []));

async function pixels({ picture }: PreviewEvent): Promise<{ data: Buffer; width: number; height: number; channels: number }> {
  assert.match(picture, /^data:image\/webp;base64,/);
  const { data, info } = await sharp(Buffer.from(picture.split(',')[1], 'base64')).raw().toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

test('an edit of four steps is seen growing at its place, in order, and nothing of that stays', async () => {
  const session = await startSession(temporary.store);
  const message = { prompts: [{ kind: 'box' as const, left: 50, top: 38, width: 26, height: 36 }], text: 'make this blue', permitted: ['recolour'], seed: 5 };
  const { turnId, news } = await watched(session, message, always);
  const painting = news.flatMap(({ seq, event }) => (event.type === 'edit-progress' ? [`step ${event.step}`] : event.type === 'edit-preview' ? [`preview behind ${seq}`] : []));
  const [begun] = news.flatMap(({ seq, event }) => (event.type === 'edit-progress' && event.step === 0 ? [seq] : []));
  assert.deepEqual(painting, ['step 0', 'step 1', `preview behind ${begun + 1}`, 'step 2', `preview behind ${begun + 2}`, 'step 3', `preview behind ${begun + 3}`, 'step 4']);
  const previews = previewsIn(news);
  assert.equal(new Set(previews.map(({ picture }) => picture)).size, 3);
  for (const preview of previews) {
    assert.ok(preview.picture.length < 4096, `${preview.picture.length} characters`);
    assert.ok(preview.box !== null && preview.box.left <= 50 && preview.box.left + preview.box.width >= 76, JSON.stringify(preview.box));
    const { data, width, height, channels } = await pixels(preview);
    assert.deepEqual([width, height, channels], [64, 64, 4]);
    assert.equal(data[3], 0, 'its corner is not painted');
    assert.equal(data[(32 * 64 + 32) * 4 + 3], 255, 'its middle is');
  }
  const { status, edit } = await ended(temporary.store, turnId);
  assert.ok(edit !== null && status === 'done');
  const log = await logOf(temporary.store, turnId);
  assert.deepEqual(log, news.flatMap(({ event }) => (event.type === 'edit-preview' ? [] : [event])), 'the log is what was told without the previews');
});

test('a drawing is seen from its first rows on, more of it with every row', async () => {
  const { turnId, news } = await watched(await startSession(temporary.store, null), { text: 'a red ball on wood', seed: 3 }, always);
  const previews = previewsIn(news);
  assert.equal(previews.length, 18, '15 rows of codes and 3 steps');
  const picture = await sharp(await temporary.store.blobs.get((await ended(temporary.store, turnId)).edit!.result.blob)).raw().toBuffer();
  const missing = await Promise.all(previews.map(async (preview) => {
    const { data, width, height, channels } = await pixels(preview);
    assert.deepEqual([width, height, preview.box], [64, 64, null]);
    let sum = 0;
    for (let at = 0; at < width * height; at += 1) for (let channel = 0; channel < 3; channel += 1) sum += Math.abs(data[at * channels + channel] - picture[at * 3 + channel]);
    return sum / picture.length;
  }));
  const [first, half, composed, last] = [missing[0], missing[8], missing[14], missing[17]];
  assert.ok(first > half && half > composed && composed > last, missing.map((value) => value.toFixed(1)).join(', '));
  assert.ok(!(await logOf(temporary.store, turnId)).some(({ type }) => (type as string) === 'edit-preview'));
});

test('what is seen on the way changes neither the log nor the picture', async () => {
  const [seen, unseen] = await Promise.all([always, never].map(async (previews) => {
    const { turnId, news } = await watched(await startSession(temporary.store, null), { text: 'a blue cube on grass', seed: 8 }, previews);
    const { edit } = await ended(temporary.store, turnId);
    return { previews: previewsIn(news).length, blob: edit!.result.blob, log: (await logOf(temporary.store, turnId)).map((event) => ({ ...event, imageId: undefined })) };
  }));
  assert.deepEqual([seen.previews > 0, unseen.previews], [true, 0]);
  assert.deepEqual([seen.blob, seen.log], [unseen.blob, unseen.log]);
});
