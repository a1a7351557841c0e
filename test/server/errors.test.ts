import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancelledError, CheckpointError, FocusError, PictureError } from '../../server/errors.ts';

test('an error carries code, status and hint, and becomes one line', () => {
  const error = new PictureError({ code: 'picture-empty', message: 'The file is\nempty.', hint: 'Choose another.' });
  assert.equal(error.status, 400);
  assert.equal(error.name, 'PictureError');
  assert.equal(error.line, 'The file is empty. Choose another.');
  assert.deepEqual(error.toJSON(), {
    code: 'picture-empty',
    message: 'The file is\nempty.',
    status: 400,
    hint: 'Choose another.',
  });
});

test('isInstance knows errors of every area and of another copy of the file', async () => {
  assert.ok(FocusError.isInstance(new CancelledError()));
  assert.ok(FocusError.isInstance(new CheckpointError({ code: 'x', message: 'y' })));
  const copy: string = '../../server/errors.ts?copy';
  const other = (await import(copy)) as typeof import('../../server/errors.ts');
  assert.ok(FocusError.isInstance(new other.PictureError({ code: 'x', message: 'y' })));
  assert.ok(!FocusError.isInstance(new Error('plain')));
  assert.ok(!FocusError.isInstance(null));
});

test('a checkpoint error is a server error unless it says otherwise', () => {
  assert.equal(new CheckpointError({ code: 'x', message: 'y' }).status, 500);
});
