import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PreviewEvent } from '../../../server/store/log-event.ts';
import { previewIn, sendPreview } from '../../../server/store/preview-channel.ts';
import { temporaryStore, type TemporaryStore } from './temporary-database.ts';

let temporary: TemporaryStore;
before(async () => (temporary = await temporaryStore()));
after(() => temporary?.close());

const turnId = randomUUID();
const preview = (picture: string): PreviewEvent => ({ type: 'edit-preview', picture, box: { left: 1, top: 2, width: 30, height: 40 } });

test('a preview reaches who listens, of its own turn alone; one too large for a notification is left out', async () => {
  const { store } = temporary;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => { end = resolve; });
  const payloads: string[] = [];
  const connected = new Promise<void>((resolve) => {
    store.notifications.subscribe('focus_preview', (payload) => {
      if (payload === '') return resolve();
      payloads.push(payload);
      if (payload.includes('last')) end();
    });
  });
  await connected;
  await sendPreview(store.prisma, turnId, preview('x'.repeat(8000)));
  await sendPreview(store.prisma, turnId, preview('x'.repeat(7500)));
  await sendPreview(store.prisma, turnId, preview('last'));
  await ended;
  assert.deepEqual(payloads.map((payload) => previewIn(payload, turnId)), [preview('x'.repeat(7500)), preview('last')]);
  assert.deepEqual(payloads.map((payload) => previewIn(payload, randomUUID())), [null, null]);
  assert.equal(previewIn('', turnId), null);
});
