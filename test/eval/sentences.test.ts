import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FocusError } from '../../server/errors.ts';
import { pictureToPng } from '../../server/images/export.ts';
import { createPicture } from '../../server/images/picture.ts';
import { boxMask } from '../../server/images/raster.ts';
import { encodeRle } from '../../server/images/rle.ts';
import { evaluate } from './evaluate.ts';
import type { Row } from './measure.ts';
import { sentences } from './measures/sentences.ts';
import { toJson } from './report.ts';
import { readSentences } from './sentence-set.ts';
import { type SetPicture, unionOf } from './set.ts';
import type { Question, Reply, Subject } from './subject.ts';

let folder: string;
const size = 32;
const left = boxMask(size, size, { left: 0, top: 0, width: 10, height: 10 });
const right = boxMask(size, size, { left: 20, top: 20, width: 10, height: 10 });
const scene = {
  image: 'a.png',
  masks: { cube: encodeRle(left), ball: encodeRle(right) },
  items: [
    { text: 'whats that red thing', kind: 'answer', answers: ['cube', 'a box'] },
    { text: 'how many', kind: 'answer', answers: ['2'] },
    { text: 'and now?', kind: 'answer', answers: ['two'] },
    { text: 'both pls', kind: 'mask', objects: ['cube', 'ball'] },
    { text: 'this one', kind: 'mask', objects: ['ball'], clicks: [{ x: 25, y: 25 }] },
    { text: 'the elephant', kind: 'none' },
  ],
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-sentences-'));
  await writeFile(join(folder, 'a.png'), await pictureToPng(createPicture(size, size, [90, 90, 90])));
});
after(() => rm(folder, { recursive: true }));

async function written(...lines: unknown[]): Promise<string> {
  const file = join(folder, 'sentences.jsonl');
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const measured = (subject: Subject, pictures: SetPicture[]): Promise<Row[]> => evaluate(subject, pictures, { measures: [sentences] });

function subjectOf(rule: (question: Question) => Partial<Reply>): Subject {
  return {
    async look(picture) {
      const ask = async (question: Question): Promise<Reply> => ({ action: 'answer', text: '', masks: [], ...rule(question) });
      return { picture, ask, name: (name) => ask({ text: name }) };
    },
    follow: async (frames, first) => frames.map(() => [...first]),
    close: async () => {},
  };
}

test('answers count in any accepted form, masks by everything meant, "none" by refusing', async () => {
  const pictures = await readSentences(await written(scene));
  const given: Record<string, Partial<Reply>> = {
    'whats that red thing': { text: 'the box' },
    'how many': { text: 'Two.' },
    'and now?': { text: '3' },
    'both pls': { action: 'segment', masks: [{ name: 'all', mask: unionOf(pictures[0], [0, 1]), score: 0.9 }] },
    'this one': { action: 'segment', masks: [{ name: 'cube', mask: left, score: 0.9 }] },
    'the elephant': { action: 'none', text: 'elephant' },
  };
  const json = toJson(await measured(subjectOf(({ text }) => given[text]), pictures)) as Record<string, any>;
  assert.deepEqual(json.sentences, { accuracy: 66.67, answer: 66.67, mask: 50, none: 100 });
  // "2" twice of six; every object as one mask is right once of two (and too much for the other).
  assert.deepEqual(json.trivial.sentences, { accuracy: 33.33, answer: 66.67, mask: 50, none: 100 });
});

test('nothing but the sentences is asked, clicks go along', async () => {
  const asked: Question[] = [];
  await measured(subjectOf((question) => { asked.push(question); return {}; }), await readSentences(await written(scene)));
  assert.deepEqual(asked.map(({ text }) => text), scene.items.map(({ text }) => text));
  assert.deepEqual(asked[4].points, [{ x: 25, y: 25, positive: true }]);
});

test('a file without lines, or scenes without sentences yet, have no score', async () => {
  assert.deepEqual(await readSentences(await written('')), []);
  const rows = await measured(subjectOf(() => ({})), await readSentences(await written({ ...scene, items: [] })));
  assert.deepEqual(rows, []);
});

test('what cannot be is refused with line and reason', async () => {
  const refused = (pattern: RegExp) => (error: unknown) => FocusError.isInstance(error) && pattern.test(error.line);
  const withItem = (item: unknown) => written(scene, { ...scene, items: [item] });
  await assert.rejects(readSentences(join(folder, 'no.jsonl')), refused(/no file .*--sentences/));
  await assert.rejects(readSentences(await withItem({ text: 'x', kind: 'mask', objects: ['cone'] })), refused(/line 2: there is no object "cone"/));
  await assert.rejects(readSentences(await withItem({ text: 'x', kind: 'answer' })), refused(/line 2:.*answers/));
  await assert.rejects(readSentences(await withItem({ text: 'x', kind: 'none', objects: ['ball'] })), refused(/line 2:.*objects/));
});
