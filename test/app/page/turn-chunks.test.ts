import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUIMessageStream, type UIMessageChunk } from 'ai';
import { masksIn, partsOf, previewOf, progressOf, textOf, type FocusMessage } from '../../../app/chat/messages.ts';
import { turnChunks } from '../../../app/chat/turn-chunks.ts';
import type { LogEvent, TurnNews } from '../../../server/store/log-event.ts';

const shape = { counts: '255', width: 4, height: 3, area: 5, box: { left: 0, top: 0, width: 3, height: 3 } };
const mask: LogEvent = { type: 'mask-end', maskId: 'm', versionId: 'v', name: 'red ball', score: 0.9, shape };

/** The message that the AI SDK makes of these events. */
async function messageOf(...events: TurnNews['event'][]): Promise<FocusMessage> {
  const chunks = turnChunks('turn');
  const all = [...chunks.begin(), ...events.flatMap((event) => chunks.of(event))];
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      all.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  let last: FocusMessage | undefined;
  for await (const message of readUIMessageStream<FocusMessage>({ stream })) last = structuredClone(message);
  return last!;
}

test('text, mask and end of a turn become one message', async () => {
  const message = await messageOf(
    { type: 'turn-start' }, { type: 'text-start' }, { type: 'text-delta', delta: 'I marked ' }, { type: 'text-delta', delta: 'it.' },
    { type: 'text-end', text: 'I marked it.' }, { type: 'mask-start', name: 'red ball' }, mask, { type: 'turn-end', status: 'done' },
  );
  assert.equal(message.id, 'turn-answer');
  assert.equal(textOf(message), 'I marked it.');
  assert.deepEqual(masksIn(message), [{ maskId: 'm', versionId: 'v', name: 'red ball', score: 0.9, shape }]);
  assert.equal(message.metadata?.status, 'done');
});

test('progress is where the turn is now', async () => {
  assert.deepEqual(progressOf(await messageOf()), { phase: 'queued' });
  assert.deepEqual(progressOf(await messageOf({ type: 'turn-start' })), { phase: 'reading' });
  const painting = await messageOf({ type: 'turn-start' }, { type: 'edit-progress', step: 1, of: 8 }, { type: 'edit-progress', step: 2, of: 8 });
  assert.deepEqual(progressOf(painting), { phase: 'painting', step: 2, of: 8 });
  assert.deepEqual(progressOf(await messageOf({ type: 'code-progress', step: 3, of: 16 })), { phase: 'composing', step: 3, of: 16 });
});

test('of the previews the newest is kept, and none from before a restart', async () => {
  const preview = (picture: string) => ({ type: 'edit-preview', picture, box: null }) as const;
  const drawing = await messageOf({ type: 'turn-start' }, preview('one'), { type: 'code-progress', step: 3, of: 16 }, preview('two'));
  assert.deepEqual(previewOf(drawing), { picture: 'two', box: null });
  assert.equal(drawing.parts.filter(({ type }) => type === 'data-preview').length, 1);
  assert.equal(previewOf(await messageOf({ type: 'turn-start' }, preview('one'), { type: 'turn-restart' }, { type: 'turn-start' })), null);
});

test('what came before a restart is forgotten, half a text too', async () => {
  const message = await messageOf(
    { type: 'turn-start' }, { type: 'text-start' }, { type: 'text-delta', delta: 'wro' }, mask, { type: 'turn-restart' },
    { type: 'turn-start' }, { type: 'text-start' }, { type: 'text-delta', delta: 'right' }, { type: 'text-end', text: 'right' }, { type: 'turn-end', status: 'done' },
  );
  assert.equal(textOf(message), 'right');
  assert.deepEqual(masksIn(message), []);
});

test('a failed turn brings its error, and a text that was cut off is closed', async () => {
  const error = { code: 'turn-failed', message: 'It failed.', status: 500, hint: 'Try again.' };
  const message = await messageOf({ type: 'text-start' }, { type: 'text-delta', delta: 'half' }, { type: 'turn-end', status: 'failed', error });
  assert.deepEqual(message.metadata?.error, error);
  assert.deepEqual(partsOf(message).flatMap((part) => (part.type === 'text' ? part.state : [])), ['done']);
});

test('an event that is not known is passed over', async () => {
  const message = await messageOf({ type: 'from-the-future' } as unknown as LogEvent, { type: 'turn-end', status: 'done' });
  assert.equal(textOf(message), '');
});
