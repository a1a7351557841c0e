import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asExpected, type Marking } from '../../../app/chat/expected.ts';
import type { MaskDocument, SessionDocument } from '../../../server/conversation/documents.ts';

const mask = (id: string): MaskDocument => ({ id, sessionId: 's', imageVersionId: 'i', name: id, hidden: false, locked: false, deleted: false, createdAt: '', versions: [] });
const session = { id: 's', masks: [mask('a'), mask('b')] } as unknown as SessionDocument;
const seen = (...markings: Marking[]) => asExpected(session, markings).masks.map(({ id, name, hidden, locked }) => `${id} ${name}${hidden ? ' hidden' : ''}${locked ? ' locked' : ''}`);

test('what was asked of a mask is seen before it is done, the last word counting', () => {
  assert.deepEqual(seen({ kind: 'mask-lock', mask: 'a', locked: true }), ['a a locked', 'b b']);
  assert.deepEqual(seen({ kind: 'mask-lock', mask: 'a', locked: true }, { kind: 'mask-lock', mask: 'a', locked: false }), ['a a', 'b b']);
  assert.deepEqual(seen({ kind: 'mask-hide', mask: 'b', hidden: true }, { kind: 'mask-rename', mask: 'b', name: 'wall' }), ['a a', 'b wall hidden']);
  assert.deepEqual(seen({ kind: 'mask-delete', mask: 'a' }, { kind: 'mask-rename', mask: 'a', name: 'wall' }), ['b b']);
});

test('with nothing on its way the session is the same object, so that nothing is drawn anew', () => {
  assert.equal(asExpected(session, []), session);
  assert.equal(asExpected(session, [{ kind: 'mask-lock', mask: 'a', locked: true }]).masks[1], session.masks[1]);
});
