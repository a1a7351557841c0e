// What messages are taken for. Wordings here are none of those that the classifier was trained or chosen by.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openClassifier } from '../../../../server/focus/intent/classifier.ts';
import { passGate } from '../../../../server/focus/intent/gate.ts';
import type { TurnInput } from '../../../../server/focus/turn-input.ts';
import { boxMask } from '../../../../server/images/raster.ts';
import { nameOf } from '../../../eval/intent/understood.ts';

const cache = mkdtempSync(join(tmpdir(), 'focus-intent-'));
const classifier = await openClassifier(cache);
after(async () => {
  await classifier.close();
  rmSync(cache, { recursive: true, force: true });
});

const mask = boxMask(32, 32, { left: 4, top: 4, width: 10, height: 10 });
const marked: Partial<TurnInput> = {
  sessionMasks: [{ id: '1', name: 'red cube', mask, score: 0.93 }],
  history: [{ text: 'the red cube', answer: { action: 'segment', names: 'red cube', text: '' } }],
};
const pass = (text: string, more: Partial<TurnInput> = {}) => passGate(classifier, { text, ...more }, 0.93);
const changing = ['remove', 'replace', 'recolour', 'background', 'generate', 'draw'];

describe('nothing changes', () => {
  const messages = [
    'hello you two', 'ta very much', 'what if the cube were gone?', 'my aunt painted our shed green', 'please never crop this', 'the colour red', 'a repainted door behind the bus', 'the cut melon',
    'was the sign removed by somebody?', 'erasing pencil is tiring', 'wie viele Hunde siehst du', 'удали это', 'qqwwee rrtt', '8 15', '😅', 'compose a sonnet', 'shove the cube to the right', 'delete', 'blue',
    'what can you do for me', 'what are you able to do', 'i erased the board yesterday', 'should we brighten it?', 'is the wall painted?', 'how do i delete a mask?',
  ];
  for (const text of messages) {
    test(`by "${text}", with or without a mask`, async () => {
      for (const situation of [{}, marked]) {
        const { permitted = changing, aside, intent } = await pass(text, situation);
        assert.ok(aside !== null || !permitted.some((action) => changing.includes(action)), JSON.stringify(intent));
      }
    });
  }
});

describe('steps through the history', () => {
  const steps = { undo: '“make it red”', redo: null, original: 'the original picture', restart: 'the original picture' };
  for (const [text, step] of [['undo that one please', 'undo'], ['Undo!', 'undo'], ['redo', 'redo'], ['i would like the original photo back', 'original'], ['lets start all over again', 'restart']]) {
    test(`"${text}" is ${step}`, async () => assert.equal(nameOf((await pass(text, { canStep: steps })).intent!), step));
  }
  test('say what they take back, and when there is nothing', async () => {
    assert.match((await pass('undo', { canStep: steps })).aside!.text, /Undone: “make it red”/);
    assert.match((await pass('redo', { canStep: steps })).aside!.text, /nothing to redo/);
  });
});

describe('changes', () => {
  const wishes: [string, string, string | null, string | null][] = [
    ['would you take the lantern away, please', 'remove', 'the lantern', null],
    ['Dye the small cone purple!', 'recolour', 'the small cone', 'purple'],
    ['swap the drum for a star', 'replace', 'the drum', 'a star'],
    ['let everything stand on sand', 'background', null, 'sand'],
    ['put a blue cone next to the ball', 'generate', 'next to the ball', 'a blue cone'],
    ['nice one! now paint the ball orange', 'recolour', 'the ball', 'orange'],
  ];
  for (const [text, edit, object, wish] of wishes) {
    test(`"${text}"`, async () => {
      const { intent, permitted } = await pass(text, { masks: [mask] });
      assert.deepEqual(intent?.kind === 'edit' && [intent.edit, intent.object, intent.wish], [edit, object, wish]);
      assert.ok(permitted?.includes(edit as 'remove'));
    });
  }

  test('"no, green" behind a recolouring asks for the same with another colour', async () => {
    const { text, intent } = await pass('no, green', { history: [{ text: 'make it blue', answer: { action: 'recolour', names: 'red cube', text: 'blue' } }], sessionMasks: marked.sessionMasks });
    assert.equal(intent?.kind, 'edit');
    assert.equal(text, 'make the red cube green');
  });

  test('of several wishes the first is carried out, the others are suggested', async () => {
    const { text, rest, intent } = await pass('remove the red cube and make the ball blue', marked);
    assert.deepEqual([text, rest, intent?.kind], ['remove the red cube', ['make the ball blue'], 'edit']);
  });
});

describe('what was not taught is said before anything is painted', () => {
  for (const [text, words] of [['make it magenta', /not taught to paint magenta/], ['replace it with a lion', /not taught to make a lion/], ['change the ground to lava', /cannot make lava.*grass/], ['remove the walrus', /not taught “walrus”/]] as const) {
    test(text, async () => assert.match((await pass(text, text.includes('walrus') ? {} : marked)).aside?.text ?? '', words));
  }
  test('also where the caller says which change it is', async () => {
    assert.match((await pass('make the red ball turquoise green magenta', { permitted: ['recolour'] })).aside?.text ?? '', /magenta/);
    assert.equal((await pass('make the red ball green', { permitted: ['recolour'] })).aside, null);
  });
  test('"it" with nothing marked is asked for', async () => assert.match((await pass('make it red')).aside!.text, /Nothing is marked/));
});

describe('answers about the last turn', () => {
  test('why', async () => assert.match((await pass('how come?', marked)).aside!.text, /“the red cube”.*93 %/));
  test('how sure', async () => assert.match((await pass('are you certain about that', marked)).aside!.text, /I am sure \(93 %\)/));
  test('with nothing before', async () => assert.match((await pass('why?')).aside!.text, /Nothing was answered/));
});

test('a turn whose caller says what it is for is passed on', async () => {
  const passed = await pass('hello', { permitted: ['segment', 'none'] });
  assert.deepEqual([passed.aside, passed.intent, passed.permitted], [null, null, ['segment', 'none']]);
});

test('a turn that must be a change and asks for none says so', async () => assert.match((await pass('what colour is the cube', { edit: true })).aside!.text, /asks for no change/));
