import assert from 'node:assert/strict';
import { FocusError } from '../../../server/errors.ts';

/** Passes when the work is refused with this error, in one line that says what to do. */
export async function refused(work: Promise<unknown>, code: string, status: number): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(FocusError.isInstance(error), String(error));
    assert.deepEqual([error.code, error.status], [code, status]);
    assert.ok(error.hint !== '' && !error.line.includes('\n'), error.line);
    return true;
  });
}
