import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meant } from '../../../server/mcp/inputs.ts';

const nowhere = { points: [], boxes: [], scribbles: [] };

test('words and places are said together, words without the space round them', () => {
  const given = { text: ' the cube\n', points: [{ x: 1, y: 2, positive: false }], boxes: [{ left: 0, top: 0, width: 3, height: 4 }], scribbles: [[{ x: 5, y: 6 }]] };
  assert.deepEqual(meant(given, '', ''), {
    text: 'the cube',
    prompts: [
      { kind: 'point', x: 1, y: 2, positive: false },
      { kind: 'box', left: 0, top: 0, width: 3, height: 4 },
      { kind: 'scribble', points: [{ x: 5, y: 6 }] },
    ],
  });
});

test('neither words nor places are refused with what to give', () => {
  assert.throws(() => meant({ text: '  ', ...nowhere }, 'Nothing says what.', 'Give points.'), { code: 'nothing-meant', message: /Nothing says what/, hint: 'Give points.' });
});
