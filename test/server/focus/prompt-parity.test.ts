import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readConfig } from '../../../models/focus/config.ts';
import { answerGrammar } from '../../../server/focus/grammar.ts';
import { buildPrompt } from '../../../server/focus/prompt.ts';
import { type Action, actions, vocabularyOf } from '../../../server/focus/special-tokens.ts';
import { openTokenizer } from '../../../server/focus/tokenizer.ts';

interface Row {
  kind?: string;
  text: string;
  ids: number[];
  regions: number;
  masks: string[];
  history: [string, Action, string, string][];
  slots: number[];
  /** Where the assistant begins, and what it learns to say. */
  answer: number;
  learnt: number[];
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const tokenizer = openTokenizer(JSON.parse(read('../../../models/checkpoints/nano/tokenizer.json')));
const vocabulary = vocabularyOf(readConfig('nano'), tokenizer.size);
// Written by write_prompt_fixture.py with the training's own code.
const rows: Row[] = JSON.parse(read('./prompt-fixture.json'));
const turns = rows.filter(({ kind }) => kind !== undefined);
const region = { type: 0, raster: new Float32Array(1) };

test('text has the ids that training gives it', () => {
  for (const { text, ids, kind } of rows) if (kind === undefined) assert.deepEqual(tokenizer.encode(text), ids, text);
});

test('turns of every kind are read token for token as in training', () => {
  assert.ok(new Set(turns.map(({ kind }) => kind)).size > 25);
  for (const row of turns) {
    const { ids, slots } = buildPrompt(
      {
        text: row.text,
        regions: Array(row.regions).fill(region),
        sessionMasks: row.masks.map((name) => ({ name, region })),
        history: row.history.map(([text, action, names, answer]) => ({ text, answer: { action, names, text: answer } })),
      },
      vocabulary,
      tokenizer,
    );
    assert.deepEqual(ids, row.ids.slice(0, row.answer), row.kind);
    assert.deepEqual(slots, row.slots, row.kind);
  }
});

test('the grammar allows every answer that training teaches', () => {
  for (const { kind, learnt } of turns) {
    const grammar = answerGrammar(vocabulary, actions);
    for (const id of learnt) {
      const allowed = grammar.allowed();
      if (kind === 'draw' && allowed.length === 0) break;
      assert.ok(allowed.some(({ from, to }) => id >= from && id < to), `${kind}: token ${id} of ${learnt}`);
      grammar.accept(id);
    }
  }
});
