import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestError } from '../../../app/chat/request-error.ts';
import { followEvents, sentEventParser } from '../../../app/chat/server-sent-events.ts';

/** A server that gives one answer a request; the addresses it was asked for. */
function serverOf(answers: (Response | Error)[]): { fetch: typeof globalThis.fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (address: unknown) => {
    asked.push(String(address));
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('fetch failed');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fetch: fetch as typeof globalThis.fetch, asked };
}

async function follow(answers: (Response | Error)[], count: number, onConnection?: (connected: boolean) => void) {
  const { fetch, asked } = serverOf(answers);
  const signal = new AbortController();
  const seen: string[] = [];
  const address = (last: string) => `/events?after=${last}`;
  for await (const { data } of followEvents({ address, signal: signal.signal, fetch, patience: 1, onConnection })) {
    seen.push(data);
    if (seen.length === count) break;
  }
  return { seen, asked };
}

test('events are read across chunks that cut them anywhere', () => {
  const text = ': hello\nretry: 1000\n\nid: 4\ndata: {"a":1}\n\nid: 5\r\ndata: one\r\ndata: two\r\n\r\n';
  for (let cut = 0; cut < text.length; cut += 1) {
    const parse = sentEventParser();
    const events = [...parse(text.slice(0, cut)), ...parse(text.slice(cut))];
    assert.deepEqual(events, [{ id: '4', data: '{"a":1}' }, { id: '5', data: 'one\ntwo' }]);
  }
});

test('a broken stream goes on after the last event that came', async () => {
  const { seen, asked } = await follow([
    new Response('id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\nda'),
    new TypeError('fetch failed'),
    new Response('{}', { status: 503 }),
    new Response('id: 3\ndata: c\n\n'),
  ], 3);
  assert.deepEqual(seen, ['a', 'b', 'c']);
  assert.deepEqual(asked, ['/events?after=', '/events?after=2', '/events?after=2', '/events?after=2']);
});

test('it says when the connection is lost and when it is back', async () => {
  const said: boolean[] = [];
  await follow([new Response('id: 1\ndata: a\n\n'), new TypeError('fetch failed'), new Response('id: 2\ndata: b\n\n')], 2, (connected) => said.push(connected));
  assert.deepEqual(said, [true, false, false, true]);
});

test('a refusal ends it with the error of the server', async () => {
  const error = { code: 'turn-unknown', message: 'There is no turn x.', status: 404, hint: '' };
  await assert.rejects(follow([Response.json({ error }, { status: 404 })], 1), (thrown) => thrown instanceof RequestError && thrown.document.code === 'turn-unknown');
});

test('leaving ends it without an error', async () => {
  const leaving = new AbortController();
  leaving.abort();
  for await (const _ of followEvents({ address: () => '/', signal: leaving.signal })) assert.fail('nothing may come');
});
