// A click that may mean several things, from the prompt to what is stored, with eyes that always see the same.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { runTurn as runFocusTurn } from '../../../server/focus/turn.ts';
import type { Focus } from '../../../server/focus/focus.ts';
import { health } from '../../../server/conversation/health.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { openAttention } from '../../../server/worker/attention.ts';
import { openPictures } from '../../../server/worker/pictures.ts';
import { openPreviewer } from '../../../server/worker/preview.ts';
import { runTurn } from '../../../server/worker/run-turn.ts';
import { registerWorker } from '../../../server/worker/worker-row.ts';
import { engineWith, middle, photo, threeMeanings, viewOf } from '../focus/eyes/three-meanings.ts';
import { type TemporaryQueue, temporaryQueue } from '../queue/temporary-queue.ts';
import { ended, logOf, say, startSession } from './sessions.ts';

const engine = engineWith(threeMeanings());
const focus = { name: 'nano', marks: 'small', device: 'cpu', look: async () => viewOf(photo), turn: (view: never, input: never) => runFocusTurn(engine, view, input) } as unknown as Focus;
const click = { kind: 'point' as const, ...middle };

let temporary: TemporaryQueue;
let sessionId: string;
before(async () => {
  temporary = await temporaryQueue();
  const { store } = temporary;
  sessionId = await startSession(store, null);
  const blob = await store.blobs.put(await pictureToPng(photo));
  const image = await store.prisma.imageVersion.create({ data: { sessionId, source: 'upload', blob, width: photo.width, height: photo.height } });
  await store.prisma.session.update({ where: { id: sessionId }, data: { currentImageId: image.id } });
});
after(() => temporary.close());

async function previewOf(choice?: number) {
  const { store } = temporary;
  const { currentImageId } = await store.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  const look = openPreviewer({ store, focus, pictures: openPictures(store.blobs), attention: openAttention(() => undefined) });
  return look({ imageVersionId: currentImageId!, text: '', prompts: [{ ...click, ...(choice === undefined ? {} : { choice }) }], maskVersionIds: [] });
}

test('a preview has what else the click may mean beside what it marks', async () => {
  const { masks, alternatives } = await previewOf();
  assert.deepEqual(masks.map(({ name }) => name), ['car']);
  assert.deepEqual(alternatives.map(({ choice, name }) => [choice, name]), [[1, 'door'], [2, 'street']]);
  assert.ok(alternatives[0].shape.area < masks[0].shape.area && masks[0].shape.area < alternatives[1].shape.area);
});

test('what was chosen in the preview is what the turn keeps, and its log tells the rest', async () => {
  const { store, queue } = temporary;
  const { masks, alternatives } = await previewOf();
  const id = await say(store, queue, sessionId, { prompts: [{ ...click, choice: 2 }] });
  await runTurn({ workerId: randomUUID(), store, queue, focus, pictures: openPictures(store.blobs), attention: openAttention(() => undefined), stepPause: 0 }, id, new AbortController().signal);
  const { maskVersions } = await ended(store, id);
  assert.deepEqual(maskVersions.map(({ counts, mask }) => [mask.name, counts]), [['street', alternatives[1].shape.counts]]);
  const told = (await logOf(store, id)).flatMap((event) => (event.type === 'mask-alternatives' ? event.alternatives : []));
  assert.deepEqual(told, [{ choice: 0, ...masks[0] }, alternatives[0]]);
  // The same click is previewed as it would be marked.
  assert.equal((await previewOf(2)).masks[0].shape.counts, maskVersions[0].counts);
});

test('a worker tells which checkpoint marks and which one reads', async () => {
  const { store } = temporary;
  const id = randomUUID();
  const lane = { address: 'http://127.0.0.1:9', token: 't', close: async () => undefined };
  const row = await registerWorker(store, id, { focus, probe: { provider: 'CPUExecutionProvider', milliseconds: 1 } as never, lane }, { beaten: () => undefined, lost: (error) => { throw error; } });
  const [{ checkpoint, marks }] = (await health(store)).workers.filter((worker) => worker.id === id);
  await row.remove();
  assert.deepEqual([checkpoint, marks], ['nano', 'small']);
});
