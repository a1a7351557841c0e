import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeCode } from '../../../server/focus/edit-code.ts';

test('the code of a drawing is the one the training drew with numpy', () => {
  const code = attributeCode('kind.draw', 128);
  const expected = [0.10870366, 1.1173302, 0.478893];
  for (const [index, value] of expected.entries()) assert.ok(Math.abs(code[index] - value) < 1e-6);
  assert.ok(Math.abs(code[127] - -0.6866924) < 1e-6);
});
