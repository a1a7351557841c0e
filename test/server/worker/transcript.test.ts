import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { boxMask } from '../../../server/images/raster.ts';
import { openTranscript } from '../../../server/worker/transcript.ts';

const mask = boxMask(8, 6, { left: 0, top: 0, width: 4, height: 6 });
const reference = { id: randomUUID(), maskId: randomUUID(), name: 'ball', counts: '', width: 8, height: 6, score: 1 };

function corrected({ locked = false, byHand = false, saying = 'words' as 'words' | 'pointing' }) {
  const transcript = openTranscript(randomUUID(), [{ ...reference, locked, byHand, named: false }], saying);
  transcript.note({ type: 'mask-end', name: 'cube', mask, score: 0.9 });
  transcript.note({ type: 'text-start' });
  return transcript.masks[0];
}

test('words about one mask make a new version of it', () => {
  const made = corrected({});
  assert.deepEqual([made.maskId, made.refines, made.name], [reference.maskId, reference.id, 'ball']);
});

test('words about a locked mask make a mask of its own', () => {
  const made = corrected({ locked: true });
  assert.notEqual(made.maskId, reference.maskId);
  assert.deepEqual([made.refines, made.name], [null, 'cube']);
});

test('words about a mask that was refined by hand leave it as it is', () => {
  const made = corrected({ byHand: true });
  assert.deepEqual([made.refines, made.name], [null, 'cube']);
});

test('pointing refines it all the same', () => {
  assert.equal(corrected({ byHand: true, saying: 'pointing' }).refines, reference.id);
});
