import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { readPicture } from '../../server/images/intake.ts';
import { iou, type Mask } from '../../server/images/mask.ts';
import { createPicture } from '../../server/images/picture.ts';
import { conversationSheet, transcript } from './conversations/conversation-sheet.ts';
import { hold, type Talker } from './conversations/hold.ts';
import { drawPlans } from './conversations/plans.ts';
import { writeFixture } from './fixture.ts';
import { shippedSet } from './measure-all.ts';
import { readSet, type SetPicture } from './set.ts';
import type { Question, Reply } from './subject.ts';

let folder: string;
let pictures: SetPicture[];
before(async () => {
  folder = await writeFixture(2);
  pictures = await readSet(folder);
});
after(() => rm(folder, { recursive: true }));

const nothing: Reply = { action: 'answer', text: '', masks: [] };

/** Answers by a rule and keeps what it was asked. */
function talker(rule: (question: Question) => Partial<Reply>): Talker & { asked: Question[]; looked: number[] } {
  const asked: Question[] = [];
  const looked: number[] = [];
  return {
    asked, looked,
    async look(picture) {
      looked.push(picture.data[0]);
      const ask = async (question: Question): Promise<Reply> => {
        asked.push(question);
        return { ...nothing, ...rule(question) };
      };
      return { picture, ask, name: (text) => ask({ text }) };
    },
    draw: async (caption) => ({ ...nothing, action: 'draw', text: caption, picture: createPicture(8, 8, [9, 9, 9]) }),
  };
}

const marks = (name: string, mask: Mask): Partial<Reply> => ({ action: 'segment', masks: [{ name, mask, score: 1 }] });

test('eleven conversations are drawn from the shipped set, each about another picture, by seed alone', async () => {
  const shipped = await readSet(shippedSet);
  const plans = drawPlans(shipped, '1');
  assert.equal(plans.length, 11);
  const files = plans.flatMap(({ picture }) => picture?.file ?? []);
  assert.deepEqual([files.length, new Set(files).size], [10, 10]);
  assert.deepEqual(drawPlans(shipped, '1'), plans);
  assert.notDeepEqual(drawPlans(shipped, '2'), plans);
  const marked = plans.find(({ title }) => title === 'mark and correct by clicks');
  for (const { at } of marked?.turns.slice(0, 2) ?? []) {
    const under = marked?.picture?.masks.some(({ mask }) => at !== undefined && mask.data[at.y * mask.width + at.x] === 1);
    assert.equal(under, true);
  }
});

test('a turn is asked with the masks and turns before it; an edit ends the mask it changed and goes on from its picture', async () => {
  const [picture] = pictures;
  const [one, other] = picture.masks.map(({ name, mask }) => ({ name, mask }));
  const subject = talker(({ text }) => {
    if (text === 'edit') return { action: 'recolour', masks: [{ ...one, score: 1 }], picture: createPicture(64, 64, [7, 7, 7]) };
    return text === 'one' ? marks(one.name, one.mask) : text === 'other' ? marks(other.name, other.mask) : {};
  });
  const held = await hold(subject, { title: 't', picture, turns: [{ text: 'one' }, { text: 'other', at: { x: 3, y: 4 } }, { text: 'edit' }, { text: 'end' }] });
  assert.deepEqual(subject.asked.map(({ before }) => [before?.turns.length, before?.masks.map(({ name }) => name)]), [
    [0, []], [1, [one.name]], [2, [one.name, other.name]], [3, [other.name]],
  ]);
  assert.deepEqual(subject.asked[1].points, [{ x: 3, y: 4, positive: true }]);
  assert.equal(subject.looked[3], 7);
  assert.ok(held[0].mask !== undefined && iou(held[0].mask, one.mask) === 1);
  assert.deepEqual(held.map(({ mask }) => mask !== undefined), [true, true, false, false]);
});

test('a conversation without a picture begins with a drawing, of which nothing is remembered but the picture', async () => {
  const subject = talker(() => ({}));
  await hold(subject, { title: 't', picture: null, turns: [{ text: 'draw a cube' }, { text: 'mark it' }] });
  assert.deepEqual(subject.asked.map(({ text, before }) => [text, before]), [['mark it', { masks: [], turns: [] }]]);
  assert.equal(subject.looked[0], 9);
});

test('the sheet shows twelve conversations in at most 400 kB; in words nothing is cut off', async () => {
  const [picture] = pictures;
  const long = 'a sentence that is much too long to be read below a tile '.repeat(5).trim();
  const subject = talker(() => ({ ...marks('x', picture.masks[0].mask), sentence: long }));
  const held = await hold(subject, { title: 'one', picture, turns: [{ text: 'a <b> & c', at: { x: 1, y: 2 } }, { text: '' }, { text: long }] });
  const conversations = Array.from({ length: 12 }, () => ({ title: 'one', held }));
  const file = await conversationSheet(conversations);
  assert.ok(file.length < 400_000, `${file.length} bytes`);
  const { width, height } = await readPicture(file);
  assert.ok(width > 900 && height > 1200, `${width} x ${height}`);
  assert.equal(transcript(conversations).split(long).length - 1, 12 * 4);
});
