import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { EditReportDocument, SessionDocument, SharedDocument, ShareDocument, TurnDocument } from '../../../server/conversation/documents.ts';
import { drawing } from '../../server/conversation/drawn.ts';
import { unzip } from '../../server/conversation/unzip.ts';
import { type Api, ask, openApi, readEvents } from './client.ts';

let api: Api;
before(async () => { api = await openApi(); });
after(() => api.close());

async function read<Document>(path: string): Promise<Document> {
  const response = await ask('GET', path);
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as Document;
}

async function say(sessionId: string, body: object): Promise<TurnDocument> {
  const { id } = (await (await ask('POST', `/api/sessions/${sessionId}/turns`, body)).json()) as TurnDocument;
  await readEvents(await ask('GET', `/api/turns/${id}/events`));
  return read(`/api/turns/${id}`);
}

/** A session with a mask, an edit and a mask drawn by hand. */
async function lived(): Promise<SessionDocument> {
  const { id } = (await (await ask('POST', '/api/sessions', { sample: 'balls-on-wood', title: 'Balls: all/of them' })).json()) as SessionDocument;
  const { maskVersionIds } = await say(id, { text: 'find ball' });
  await say(id, { text: 'paint it', masks: maskVersionIds, seed: 77 });
  await ask('POST', `/api/sessions/${id}/operations`, { ...drawing(3, 4, 20, 20), name: 'cube' });
  await ask('POST', `/api/sessions/${id}/operations`, { kind: 'mask-delete', mask: maskVersionIds[0] });
  return read(`/api/sessions/${id}`);
}

async function code(asked: Promise<Response>): Promise<string> {
  return ((await (await asked).json()) as { error: { code: string } }).error.code;
}

test('the report of an edit counts the bytes that changed outside of it', async () => {
  const { turns } = await lived();
  const report = await read<EditReportDocument>(`/api/turns/${turns[1].id}/report`);
  assert.deepEqual([report.kind, report.seed, report.area, report.outsideChangedBytes], ['recolour', 77, 24, 0]);
  assert.deepEqual(report.region.box, { left: 0, top: 0, width: 4, height: 6 });
  assert.equal(await code(ask('GET', `/api/turns/${turns[0].id}/report`)), 'turn-without-edit');
});

test('an export holds pictures, masks and everything that was said', async () => {
  const session = await lived();
  const response = await ask('GET', `/api/sessions/${session.id}/export`);
  assert.equal(response.headers.get('content-type'), 'application/zip');
  assert.match(response.headers.get('content-disposition') ?? '', /attachment; filename\*=UTF-8''Balls%20all%20of%20them\.zip/);
  const files = unzip(Buffer.from(await response.arrayBuffer()));
  const { files: names, missing, ...kept } = JSON.parse(new TextDecoder().decode(files.get('session.json'))) as SessionDocument & { files: Record<string, string>; missing: string[] };
  assert.deepEqual([kept.turns, kept.masks, kept.images, missing], [session.turns, session.masks, session.images, []]);
  assert.deepEqual([...files.keys()], ['pictures/1 balls-on-wood.png', 'pictures/2.png', 'masks/1 cube.png', 'session.json']);
  for (const { id } of session.images) {
    const png = new Uint8Array(await (await ask('GET', `/api/images/${id}`)).arrayBuffer());
    assert.deepEqual(files.get(names[id]), png);
  }
});

test('a session is not shared before it is asked for, and not after the link is taken back', async () => {
  const { id } = await lived();
  assert.deepEqual(await read(`/api/sessions/${id}/share`), { share: null });
  const links = await Promise.all([1, 2].map(async () => (await (await ask('POST', `/api/sessions/${id}/share`)).json()) as ShareDocument));
  assert.equal(links[0].token, links[1].token);
  const shared = await read<SharedDocument>(`/api/shared/${links[0].token}`);
  assert.equal(shared.turns.length, 2);
  assert.equal((await ask('DELETE', `/api/sessions/${id}/share`)).status, 204);
  assert.equal(await code(ask('GET', `/api/shared/${links[0].token}`)), 'share-unknown');
  assert.equal(await code(ask('GET', `/api/shared/${links[0].token}/images/picture-1`)), 'share-unknown');
  const again = (await (await ask('POST', `/api/sessions/${id}/share`)).json()) as ShareDocument;
  assert.notEqual(again.token, links[0].token);
});

test('what is shared holds no id by which anything could be changed', async () => {
  const session = await lived();
  const { token } = (await (await ask('POST', `/api/sessions/${session.id}/share`)).json()) as ShareDocument;
  const shared = await read<SharedDocument>(`/api/shared/${token}`);
  assert.doesNotMatch(JSON.stringify(shared), /[0-9a-f]{8}-[0-9a-f]{4}-/);
  assert.deepEqual([shared.currentImage?.id, shared.headTurnId, shared.masks[0].versions[0].id], ['picture-2', 'turn-2', 'mask-1-version-1']);
  // The mask that was meant is deleted.
  assert.deepEqual(shared.turns[1].prompts, [{ kind: 'mask', maskVersionId: 'gone' }]);
  const response = await ask('GET', `/api/shared/${token}/images/picture-2?preview=64`);
  assert.deepEqual([response.headers.get('content-type'), response.headers.get('cache-control')], ['image/jpeg', 'private, no-cache']);
  for (const name of ['picture-3', 'picture-0', session.images[0].id]) assert.equal(await code(ask('GET', `/api/shared/${token}/images/${name}`)), 'image-unknown');
});

test('deleting a session takes its link back for good', async () => {
  const { id } = await lived();
  const { token } = (await (await ask('POST', `/api/sessions/${id}/share`)).json()) as ShareDocument;
  await ask('DELETE', `/api/sessions/${id}`);
  assert.equal(await code(ask('GET', `/api/shared/${token}`)), 'share-unknown');
  assert.equal((await ask('POST', `/api/sessions/${id}/restore`)).status, 200);
  assert.equal(await code(ask('GET', `/api/shared/${token}`)), 'share-unknown');
});

test('an answer is rated, and the rating taken back', async () => {
  const { turns: [{ id }] } = await lived();
  for (const rating of ['up', 'down', null]) {
    assert.equal(((await (await ask('PATCH', `/api/turns/${id}`, { rating })).json()) as TurnDocument).rating, rating);
    assert.equal((await read<TurnDocument>(`/api/turns/${id}`)).rating, rating);
  }
  assert.equal(await code(ask('PATCH', `/api/turns/${id}`, { rating: 'great' })), 'request-invalid');
  assert.equal(await code(ask('PATCH', `/api/turns/${randomUUID()}`, { rating: 'up' })), 'turn-unknown');
});
