import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masksOn } from '../../../app/canvas/masks-on.ts';
import type { ShownMask } from '../../../app/canvas/session-masks.ts';
import type { ImageDocument, TurnDocument } from '../../../server/conversation/documents.ts';

const image = (id: string, parentId: string | null) => ({ id, parentId }) as ImageDocument;
const mask = (maskId: string, imageVersionId: string) => ({ maskId, versionId: `${maskId}1`, imageVersionId }) as ShownMask;
const turn = (action: string, maskVersionIds: string[], edit: object | null = null) => ({ action, maskVersionIds, edit }) as TurnDocument;

const history = {
  images: [image('first', null), image('edited', 'first'), image('other', 'first')],
  turns: [
    turn('segment', ['ball1', 'cube1']),
    turn('edit', ['place1'], { resultId: 'edited', endedMaskIds: ['cube'] }),
    turn('segment', ['ring1']),
  ],
};
const masks = [mask('ball', 'first'), mask('cube', 'first'), mask('place', 'first'), mask('ring', 'edited')];
const on = (id: string) => masksOn(history, masks, id).map(({ maskId }) => maskId);

test('a mask lives on after an edit that left its thing alone', () => assert.ok(on('edited').includes('ball')));
test('a mask ends with the edit that painted over its thing, on the result and not before', () => {
  assert.ok(!on('edited').includes('cube'));
  assert.ok(on('first').includes('cube'));
});
test('the place of an edit is shown on the picture it was made on only', () => {
  assert.ok(on('first').includes('place'));
  assert.ok(!on('edited').includes('place'));
});
test('a mask made after an edit is neither on the picture before nor on another branch', () => {
  assert.ok(on('edited').includes('ring'));
  assert.ok(!on('first').includes('ring'));
  assert.ok(!on('other').includes('ring'));
});
test('a mask made by hand lives on like one that was marked', () => {
  const drawn = { ...mask('drawn', 'first'), byHand: true };
  assert.deepEqual(masksOn(history, [drawn], 'edited'), [drawn]);
});
