import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { MaskRleDocument, SessionDocument, SessionListDocument, TurnDocument } from '../../../server/conversation/documents.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { firstEvents } from '../../server/conversation/house.ts';
import { type Api, ask, openApi, readEvents } from './client.ts';

let api: Api;
before(async () => { api = await openApi(); });
after(() => api.close());

async function newSession(): Promise<SessionDocument> {
  const response = await ask('POST', '/api/sessions', { sample: 'balls-on-wood' });
  assert.equal(response.status, 201);
  return (await response.json()) as SessionDocument;
}

async function say(sessionId: string, body: unknown): Promise<TurnDocument> {
  const response = await ask('POST', `/api/sessions/${sessionId}/turns`, body);
  assert.equal(response.status, 202);
  return (await response.json()) as TurnDocument;
}

async function refused(asked: Promise<Response>, code: string, status: number): Promise<{ message: string; hint: string }> {
  const response = await asked;
  const { error } = (await response.json()) as { error: { code: string; status: number; message: string; hint: string } };
  assert.deepEqual([response.status, error.code, error.status], [status, code, status], error.message);
  assert.notEqual(error.hint, '');
  return error;
}

test('a message is answered over the event stream and stands in the history', async () => {
  const session = await newSession();
  const turn = await say(session.id, { id: randomUUID(), text: 'find red ball', prompts: [], masks: [] });
  const response = await ask('GET', `/api/turns/${turn.id}/events`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const events = await readEvents(response);
  assert.deepEqual(events.map(({ id }) => Number(id)), events.map((_, index) => index + 1));
  assert.ok(events.every(({ id, data }) => Number(id) === data.seq));
  assert.equal(events.at(-1)?.data.event.type, 'turn-end');
  const history = (await (await ask('GET', `/api/sessions/${session.id}`)).json()) as SessionDocument;
  assert.deepEqual([history.turns[0].id, history.turns[0].status, history.masks[0].name], [turn.id, 'done', 'red ball']);
  const list = (await (await ask('GET', '/api/sessions?limit=1')).json()) as SessionListDocument;
  assert.deepEqual([list.sessions[0].id, list.sessions[0].turns], [session.id, 1]);
});

test('a stream resumes by ?after= and by Last-Event-ID', async () => {
  const { id } = await say((await newSession()).id, { text: 'hello' });
  const all = await readEvents(await ask('GET', `/api/turns/${id}/events`));
  assert.deepEqual(await readEvents(await ask('GET', `/api/turns/${id}/events?after=2`)), all.slice(2));
  assert.deepEqual(await readEvents(await ask('GET', `/api/turns/${id}/events`, undefined, { 'last-event-id': '3' })), all.slice(3));
  const over = await ask('GET', `/api/turns/${id}/events`, undefined, { 'last-event-id': String(all.length) });
  assert.deepEqual([over.status, over.body], [204, null]);
  for (const bad of ['-1', 'x', '1.5', '99999999999']) await refused(ask('GET', `/api/turns/${id}/events?after=${bad}`), 'after-invalid', 400);
});

test('a reader that leaves midway takes its stream up again without gap or repeat', async () => {
  const { id } = await say((await newSession()).id, { text: 'wait' });
  const head = await readEvents(await ask('GET', `/api/turns/${id}/events`), 3);
  const rest = readEvents(await ask('GET', `/api/turns/${id}/events?after=3`));
  api.worker.release();
  assert.deepEqual([...head, ...(await rest)], await readEvents(await ask('GET', `/api/turns/${id}/events`)));
});

test('a second message while one is answered is refused with the way to stop it', async () => {
  const session = await newSession();
  const { id } = await say(session.id, { text: 'wait' });
  const { hint } = await refused(ask('POST', `/api/sessions/${session.id}/turns`, { text: 'hello' }), 'turn-running', 409);
  assert.match(hint, new RegExp(`/api/turns/${id}/stop`));
  await firstEvents(api, id, 3);
  assert.equal((await ask('POST', `/api/turns/${id}/stop`)).status, 200);
  const events = await readEvents(await ask('GET', `/api/turns/${id}/events`));
  assert.deepEqual(events.at(-1)?.data.event, { type: 'turn-end', status: 'stopped' });
  assert.equal(((await (await ask('GET', `/api/turns/${id}`)).json()) as TurnDocument).status, 'stopped');
});

test('a mask is given as PNG and as run lengths, by its id and by that of its version', async () => {
  const session = await newSession();
  const { id } = await say(session.id, { text: 'find ball / all' });
  await readEvents(await ask('GET', `/api/turns/${id}/events`));
  const [mask] = ((await (await ask('GET', `/api/sessions/${session.id}`)).json()) as SessionDocument).masks;
  const [{ id: versionId, shape }] = mask.versions;
  for (const maskId of [mask.id, versionId]) {
    const rle = (await (await ask('GET', `/api/masks/${maskId}?format=rle`)).json()) as MaskRleDocument;
    assert.deepEqual([rle.size, rle.counts, rle.area, rle.versionId], [[shape.height, shape.width], shape.counts, shape.area, versionId]);
    const response = await ask('GET', `/api/masks/${maskId}`);
    assert.equal(/immutable/.test(response.headers.get('cache-control') ?? ''), maskId === versionId);
    const { data, info } = await sharp(await response.arrayBuffer()).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, info.channels], [8, 6, 1]);
    assert.deepEqual([...data.subarray(0, 8)], [255, 255, 255, 255, 0, 0, 0, 0]);
  }
  await refused(ask('GET', `/api/masks/${mask.id}?format=gif`), 'format-unknown', 400);
});

test('unknown ids are 404 with a hint, whatever they look like', async () => {
  for (const id of [randomUUID(), 'nonsense', "'%20or%201=1", '%F0%9F%98%80']) {
    await refused(ask('GET', `/api/sessions/${id}`), 'session-unknown', 404);
    await refused(ask('PATCH', `/api/sessions/${id}`, { title: 'a' }), 'session-unknown', 404);
    await refused(ask('DELETE', `/api/sessions/${id}`), 'session-unknown', 404);
    await refused(ask('GET', `/api/sessions/${id}/events`), 'session-unknown', 404);
    await refused(ask('POST', `/api/sessions/${id}/turns`, { text: 'a' }), 'session-unknown', 404);
    await refused(ask('POST', `/api/sessions/${id}/preview`, { text: 'a' }), 'session-unknown', 404);
    await refused(ask('GET', `/api/turns/${id}`), 'turn-unknown', 404);
    await refused(ask('GET', `/api/turns/${id}/events`), 'turn-unknown', 404);
    await refused(ask('POST', `/api/turns/${id}/stop`), 'turn-unknown', 404);
    await refused(ask('GET', `/api/masks/${id}`), 'mask-unknown', 404);
  }
});

test('bodies that are no JSON, no object or too large are refused plainly', async () => {
  const { id } = await newSession();
  const turns = `/api/sessions/${id}/turns`;
  await refused(ask('POST', turns, '{"text": '), 'json-malformed', 400);
  await refused(ask('POST', turns), 'json-malformed', 400);
  await refused(ask('POST', turns, new Uint8Array([0x22, 0xff, 0x22])), 'json-malformed', 400);
  await refused(ask('POST', turns, '"hello"'), 'request-invalid', 400);
  await refused(ask('POST', turns, 'null'), 'request-invalid', 400);
  await refused(ask('POST', turns, { text: 'a'.repeat(1_100_000) }), 'body-too-large', 413);
  const { message } = await refused(ask('POST', turns, { text: 'a', prompts: [{ kind: 'point', x: '3', y: 1 }] }), 'request-invalid', 400);
  assert.match(message, /"prompts\.0\.x"/);
  await refused(ask('POST', '/api/sessions', { colour: 'red' }), 'request-invalid', 400);
  await refused(ask('GET', '/api/sessions?limit=0'), 'request-invalid', 400);
});

test('a text with a zero byte, which the database cannot hold, is refused', async () => {
  await refused(ask('POST', `/api/sessions/${(await newSession()).id}/turns`, { text: 'a\u0000b' }), 'request-invalid', 400);
  await refused(ask('POST', '/api/sessions', { title: 'a\u0000b' }), 'request-invalid', 400);
});

test('a page of another site may read nothing into and change nothing here', async () => {
  const foreign = { origin: 'https://evil.example' };
  await refused(ask('POST', '/api/sessions', {}, foreign), 'origin-refused', 403);
  await refused(ask('POST', '/api/images', new Uint8Array(3), { origin: 'null' }), 'origin-refused', 403);
  await refused(ask('DELETE', `/api/sessions/${randomUUID()}`, undefined, { origin: 'http://localhost:4000' }), 'origin-refused', 403);
  const own = await ask('POST', '/api/sessions', {}, { origin: 'http://localhost:3000' });
  assert.equal(own.status, 201);
  assert.equal(own.headers.get('access-control-allow-origin'), null);
});

test('a session is renamed and deleted', async () => {
  const { id } = await newSession();
  const renamed = await ask('PATCH', `/api/sessions/${id}`, { title: 'Balls' });
  assert.equal(((await renamed.json()) as SessionDocument).title, 'Balls');
  await refused(ask('PATCH', `/api/sessions/${id}`, { title: ' ' }), 'request-invalid', 400);
  assert.equal((await ask('DELETE', `/api/sessions/${id}`)).status, 204);
  assert.equal((await ask('GET', `/api/sessions/${id}`)).status, 404);
});

test('the stream of a session wakes at once and at a change', async () => {
  const { id } = await newSession();
  const response = await ask('GET', `/api/sessions/${id}/events`);
  const wakeUps = readEvents(response, 3);
  const turn = await say(id, { text: 'hello' });
  await readEvents(await ask('GET', `/api/turns/${turn.id}/events`));
  await ask('PATCH', `/api/sessions/${id}`, { title: 'Balls' });
  assert.deepEqual((await wakeUps).map(({ data }) => data), Array(3).fill({ sessionId: id }));
});

test('a preview without a worker that answers says so', async () => {
  const { id } = await newSession();
  const prompts = [{ kind: 'point', x: 1, y: 1, positive: true }];
  await refused(ask('POST', `/api/sessions/${id}/preview`, { prompts }), 'no-worker', 503);
  await refused(ask('POST', `/api/sessions/${id}/preview`, {}), 'message-empty', 400);
});
