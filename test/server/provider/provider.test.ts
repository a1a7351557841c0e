import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { type APICallError, NoSuchModelError } from '@ai-sdk/provider';
import { generateImage, generateText, type ModelMessage, streamText } from 'ai';
import { sharp } from '../../../server/images/decoder.ts';
import { createFocus, type FocusProvider } from '../../../server/provider/focus-provider.ts';
import { firstEvents, type House, openHouse, readAll } from '../conversation/house.ts';

let house: House;
let focus: FocusProvider;
before(async () => {
  house = await openHouse();
  focus = createFocus(house);
});
after(() => house.close());

const sample = new Uint8Array(await readFile(new URL('../../../samples/balls-on-wood.png', import.meta.url)));

function show(text: string, picture: unknown = sample): ModelMessage {
  return { role: 'user', content: [{ type: 'file', mediaType: 'image/png', data: picture as Uint8Array }, { type: 'text', text }] };
}

function sessionOf(providerMetadata: { focus?: { [name: string]: unknown } } | undefined): string {
  return String(providerMetadata?.focus?.sessionId);
}

async function callRefused(work: PromiseLike<unknown>, code: string): Promise<void> {
  await assert.rejects(async () => work, (error: APICallError) => {
    assert.equal((error.data as { error: { code: string } })?.error.code, code, String(error));
    assert.ok(!error.isRetryable);
    return true;
  });
}

test('streamText streams the text and gives the mask as a PNG with its ids', async () => {
  const result = streamText({ model: focus('nano'), messages: [show('find red ball')] });
  const parts = await readAll(result.stream);
  assert.ok(parts.filter(({ type }) => type === 'text-delta').length >= 2);
  assert.equal(await result.text, 'So you say: find red ball');
  const [part] = parts.filter((one) => one.type === 'file');
  const { maskId, name, score } = part.providerMetadata?.focus ?? {};
  assert.deepEqual([part.file.mediaType, name, score], ['image/png', 'red ball', 0.9]);
  const { width, height } = await sharp(part.file.uint8Array).metadata();
  assert.deepEqual([width, height], [8, 6]);
  assert.equal((await house.conversations.mask(String(maskId))).name, 'red ball');
  assert.deepEqual([await result.finishReason, (await result.usage).totalTokens], ['stop', undefined]);
});

test('the messages of the answer lead the next call to the same session', async () => {
  const messages = [show('hello')];
  const first = await generateText({ model: focus('nano'), messages });
  messages.push(...first.responseMessages, { role: 'user', content: 'and now?' });
  const second = await generateText({ model: focus('nano'), messages });
  assert.equal(sessionOf(second.providerMetadata), sessionOf(first.providerMetadata));
  assert.deepEqual(second.warnings ?? [], []);
  const { turns, images } = await house.conversations.getSession(sessionOf(first.providerMetadata));
  assert.deepEqual([turns.map(({ text }) => text), images.length], [['hello', 'and now?'], 1]);
});

test('an edit comes back as a picture', async () => {
  const { files, providerMetadata } = await generateText({ model: focus('nano'), messages: [show('paint it green')], seed: 77 });
  const session = await house.conversations.getSession(sessionOf(providerMetadata));
  const { png } = await house.conversations.picture(session.currentImage?.id ?? '');
  assert.deepEqual(files.map(({ uint8Array }) => Buffer.from(uint8Array)), [Buffer.from(png)]);
  assert.equal(session.turns[0].seed, 77);
});

test('a named session is gone on with; clicks and masks go along', async () => {
  const session = await house.conversations.createSession({ sample: 'stars-on-stone' });
  const prompts = [{ kind: 'point', x: 3, y: 4, positive: true }];
  await generateText({ model: focus('nano'), prompt: 'this one', providerOptions: { focus: { sessionId: session.id, prompts } } });
  assert.deepEqual((await house.conversations.getSession(session.id)).turns[0].prompts, prompts);
  await callRefused(generateText({ model: focus('nano'), messages: [show('other')], providerOptions: { focus: { sessionId: session.id } } }), 'picture-for-session');
});

test('a new picture begins a new session, and what is not said again is warned of', async () => {
  const first = await generateText({ model: focus('nano'), messages: [show('hello')] });
  const messages = [show('hello'), ...first.responseMessages, show('and this?')];
  const second = await generateText({ model: focus('nano'), messages, temperature: 0.5 });
  assert.notEqual(sessionOf(second.providerMetadata), sessionOf(first.providerMetadata));
  assert.deepEqual(second.warnings?.map(({ type }) => type), ['unsupported', 'other']);
  assert.equal((await house.conversations.getSession(sessionOf(second.providerMetadata))).turns.length, 1);
});

test('a turn that began anew gives the later answer', async () => {
  const { text } = await generateText({ model: focus('nano'), messages: [show('restart')] });
  assert.equal(text, 'So you say: restart');
  const streamed = streamText({ model: focus('nano'), messages: [show('restart')] });
  const texts = await readAll(streamed.stream);
  assert.equal(texts.filter(({ type }) => type === 'text-start').length, 2);
});

test('aborting stops the turn', async () => {
  const abort = new AbortController();
  const result = streamText({ model: focus('nano'), messages: [show('wait')], abortSignal: abort.signal });
  const types: string[] = [];
  for await (const { type } of result.stream) {
    types.push(type);
    if (type === 'text-delta') abort.abort();
  }
  assert.equal(types.at(-1), 'abort');
  const [{ id }] = (await house.conversations.listSessions({ limit: 1 })).sessions;
  const [turn] = (await house.conversations.getSession(id)).turns;
  assert.deepEqual((await firstEvents(house, turn.id, 99)).at(-1)?.event, { type: 'turn-end', status: 'stopped' });
});

test('aborting generateText stops the turn and rejects', async () => {
  const abort = new AbortController();
  const result = generateText({ model: focus('nano'), messages: [show('wait')], abortSignal: abort.signal });
  setTimeout(() => abort.abort(), 1500);
  await assert.rejects(result, { name: 'AbortError' });
});

test('a failed turn is an error with its code, in a stream too', async () => {
  await callRefused(generateText({ model: focus('nano'), messages: [show('fail')] }), 'test-failed');
  const errors: unknown[] = [];
  await readAll(streamText({ model: focus('nano'), messages: [show('fail')], onError: ({ error }) => void errors.push(error) }).stream);
  assert.equal((errors[0] as APICallError).statusCode, 400);
});

test('what is not a picture is refused', async () => {
  await callRefused(generateText({ model: focus('nano'), messages: [show('look', new TextEncoder().encode('words'))] }), 'picture-not-a-picture');
});

test('a picture by address is refused and nothing is fetched', async () => {
  let visits = 0;
  const inner = createServer((_, response) => {
    visits += 1;
    response.end(sample);
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  const { port } = inner.address() as { port: number };
  const picture = new URL(`http://127.0.0.1:${port}/picture.png`);
  await callRefused(generateText({ model: focus('nano'), messages: [show('look', picture)] }), 'picture-not-inline');
  inner.close();
  assert.equal(visits, 0);
});

test('generateImage draws, and the same seed is kept', async () => {
  const result = await generateImage({ model: focus.image('nano'), prompt: 'a red ball', seed: 9, size: '512x512' });
  const { data } = await sharp(result.image.uint8Array).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([...data.subarray(0, 3)], [9, 9, 9]);
  assert.equal(result.warnings.length, 1);
  const [{ sessionId, seed }] = result.providerMetadata.focus.images as { sessionId: string; seed: number }[];
  assert.equal(seed, 9);
  assert.equal((await house.conversations.getSession(sessionId)).turns[0].edit?.kind, 'draw');
});

test('a model that does not exist is refused', () => {
  assert.throws(() => focus('huge'), NoSuchModelError);
  assert.throws(() => focus.image('huge'), NoSuchModelError);
});
