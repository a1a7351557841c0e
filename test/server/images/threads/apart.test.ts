import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FocusError } from '../../../../server/errors.ts';
import { pictureToPng, pictureToPngApart } from '../../../../server/images/export.ts';
import { readStoredPicture } from '../../../../server/images/intake.ts';
import { takeIn } from '../../../../server/images/take-in.ts';
import { apart, worthwhile } from '../../../../server/images/threads/apart.ts';
import { noisePicture, randomNumbers } from '../pictures.ts';
import { endless, hurried, refusing, thread, waiting } from './work.ts';

const file = 'test/server/images/threads/work.ts';
const large = worthwhile;

test('little is done here, much in another thread', async () => {
  assert.equal(await apart(thread, { file, name: 'thread', pixels: large - 1 }), 0);
  assert.notEqual(await apart(thread, { file, name: 'thread', pixels: large }), 0);
});

test('a picture that went through threads is the same, and is not copied on its way into the next one', async () => {
  const picture = noisePicture(1200, 900, randomNumbers(71));
  const png = await pictureToPngApart(picture);
  assert.deepEqual(new Uint8Array(png), new Uint8Array(await pictureToPng(picture)));
  const back = await apart(readStoredPicture, { file: 'server/images/intake.ts', name: 'readStoredPicture', pixels: large }, png);
  assert.deepEqual([back.width, back.height, back.notes], [1200, 900, []]);
  assert.ok(back.data.buffer instanceof SharedArrayBuffer);
  assert.deepEqual(Uint8Array.from(back.data), picture.data);
});

test('a refusal of a thread is met as it is: code, status, hint', async () => {
  await assert.rejects(apart(refusing, { file, name: 'refusing', pixels: large }), (error) => FocusError.isInstance(error) && error.code === 'no-good' && error.status === 418 && error.hint === 'Take another.');
  const text = new TextEncoder().encode('no picture at all');
  await assert.rejects(apart(takeIn, { file: 'server/images/take-in.ts', name: 'takeIn', pixels: large }, text), (error) => FocusError.isInstance(error) && error.code === 'picture-not-a-picture');
});

test('work that never ends is ended by its signal, and others go on', async () => {
  const stop = new AbortController();
  const never = apart(endless, { file, name: 'endless', pixels: large, long: true, signal: stop.signal, endable: true });
  const behind = apart(hurried, { file, name: 'hurried', pixels: large, long: true }, 5);
  // Beside long work there is a thread for what is quick.
  assert.equal(await apart(hurried, { file, name: 'hurried', pixels: large }, 4), 8);
  stop.abort();
  await assert.rejects(never, (error) => FocusError.isInstance(error) && error.code === 'cancelled');
  assert.equal(await behind, 10);
});

test('work that was given up before its turn is never done', async () => {
  const stop = new AbortController();
  const first = apart(waiting, { file, name: 'waiting', pixels: large, long: true }, 100);
  const second = apart(waiting, { file, name: 'waiting', pixels: large, long: true, signal: stop.signal }, 60_000);
  stop.abort();
  await assert.rejects(second, (error) => FocusError.isInstance(error) && error.code === 'cancelled');
  assert.equal(await first, 100);
});

test('a thread that dies fails its work alone', async () => {
  await assert.rejects(apart(refusing, { file, name: 'dying', pixels: large }), /ended in the middle/);
  assert.equal(await apart(hurried, { file, name: 'hurried', pixels: large }, 21), 42);
});
