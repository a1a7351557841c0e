import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EditKind, editKinds, editSentence, withArticle } from '../../../server/mcp/wording.ts';

test('a change is asked for in the words the model was taught', () => {
  const asked: [EditKind, string | null, string, string][] = [
    ['remove', 'yellow cone', '', 'remove the yellow cone'],
    ['remove', null, '', 'remove this'],
    ['recolour', 'all small balls', 'green', 'make all small balls green'],
    ['recolour', null, 'green', 'make this green'],
    ['replace', 'the cube', 'orange ring', 'replace the cube with an orange ring'],
    ['replace', null, 'the ball', 'replace this with the ball'],
    ['background', null, 'grass', 'change the background to grass'],
    ['generate', null, 'a blue cube', 'put a blue cube here'],
    ['generate', null, 'blue cube', 'put a blue cube here'],
  ];
  for (const [kind, target, to, sentence] of asked) assert.equal(editSentence(kind, target, to), sentence);
  assert.deepEqual([...new Set(asked.map(([kind]) => kind))], [...editKinds.options]);
});

test('an article is put where there is none, and nowhere else', () => {
  for (const [phrase, the, a] of [
    ['cube', 'the cube', 'a cube'],
    ['orange ball', 'the orange ball', 'an orange ball'],
    [' cone ', 'the cone', 'a cone'],
    // Begins like an article and is none.
    ['theatre', 'the theatre', 'a theatre'],
    ['anvil', 'the anvil', 'an anvil'],
    ['itchy ball', 'the itchy ball', 'an itchy ball'],
  ]) {
    assert.deepEqual([withArticle(phrase, 'the'), withArticle(phrase, 'a')], [the, a]);
  }
  for (const phrase of ['the cube', 'A cube', 'an orange ball', 'every ring', 'both cones', 'it', 'Everything red', 'that one', 'what would roll away', 'only the ball', 'just this']) {
    assert.deepEqual([withArticle(phrase, 'the'), withArticle(phrase, 'a')], [phrase, phrase]);
  }
});
