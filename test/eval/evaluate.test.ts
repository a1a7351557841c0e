import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FocusError } from '../../server/errors.ts';
import { invert, createMask, iou, subtract } from '../../server/images/mask.ts';
import { dilate } from '../../server/images/morphology.ts';
import { evaluate } from './evaluate.ts';
import { writeFixture } from './fixture.ts';
import { meanFill } from './rivals.ts';
import { toJson } from './report.ts';
import { readSet, readSetPicture, type SetPicture, targetsOf, unionOf } from './set.ts';
import type { Question, Reply, Subject } from './subject.ts';

let folder: string;
let pictures: SetPicture[];

before(async () => {
  folder = await writeFixture();
  pictures = await readSet(folder);
});
after(() => rm(folder, { recursive: true }));

/** Something that answers by a rule that may look at the truth. Pictures are asked in the order of the set. */
function subjectOf(rule: (picture: SetPicture, question: Question) => Reply | Promise<Reply>): Subject {
  let next = 0;
  return {
    async look(picture) {
      const entry = pictures[next];
      next += 1;
      return { picture, ask: async (question) => rule(entry, question), name: async (name) => rule(entry, { text: name }) };
    },
    follow: async (frames, first) => frames.map(() => [...first]),
    async close() {},
  };
}

const segmented = (mask: Reply['masks'][0]['mask'], score = 0.9): Reply => ({
  action: 'segment',
  text: '',
  masks: [{ name: 'block', mask, score }],
});
const none: Reply = { action: 'none', text: 'block', masks: [] };

/** Knows every answer of the set. */
async function oracle(picture: SetPicture, question: Question): Promise<Reply> {
  const asked = picture.qa.find(({ q }) => q === question.text);
  if (asked) return { action: 'answer', text: asked.a, masks: [] };
  const edit = picture.edits.find(({ instruction }) => instruction === question.text);
  if (edit) {
    const mask = unionOf(picture, targetsOf(edit));
    return { ...segmented(mask), action: edit.kind, picture: await readSetPicture(folder, edit.target as string) };
  }
  const entry = [...picture.refs, ...picture.dialogues.flatMap(({ turns }) => turns)].find(({ text }) => text === question.text);
  if (entry && question.text !== '') return targetsOf(entry).length === 0 ? none : segmented(unionOf(picture, targetsOf(entry)));
  const [box] = question.boxes ?? [];
  const points = [...(question.points ?? []), ...(question.scribbles ?? []).flat()];
  if (box) points.push({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
  const hit = picture.masks.find(({ mask }) =>
    question.masks
      ? iou(mask, question.masks[0]) >= 0.4
      : mask.data[Math.floor(points[0].y) * mask.width + Math.floor(points[0].x)] === 1,
  );
  return hit ? segmented(hit.mask) : none;
}

test('who knows every answer scores 100 everywhere', async () => {
  const json = toJson(await evaluate(subjectOf(oracle), pictures)) as Record<string, any>;
  assert.deepEqual(json.qa, { macro: 100, exists: 100, colour: 100 });
  assert.equal(json.refer.cIoU, 100);
  assert.equal(json.refer.gIoU, 100);
  assert.equal(json.noTarget.balanced, 100);
  assert.equal(json.noTarget.falseNone, 0);
  assert.equal(json.reasoning.gIoU, 100);
  for (const kind of ['point', 'box', 'scribble', 'mask']) assert.equal(json.interactive[kind].cIoU, 100, kind);
  assert.equal(json.refine.accuracy, 100);
  assert.equal(json.dialogue.accuracy, 100);
  assert.equal(json.edit.remove.success, 100);
  assert.equal(json.edit.remove.psnr, 60);
  assert.equal(json.edit.recolour.success, 100);
  assert.equal(json.edit.outsideEqual, 100);
  assert.equal(json.edit.spill, 0);
});

test('who marks everything, says yes and leaves the picture as it is passes nowhere', async () => {
  const lazy = (picture: SetPicture, question: Question): Reply => {
    if (picture.qa.some(({ q }) => q === question.text)) return { action: 'answer', text: 'yes', masks: [] };
    return segmented(invert(createMask(picture.width, picture.height)));
  };
  const json = toJson(await evaluate(subjectOf(lazy), pictures)) as Record<string, any>;
  assert.ok(json.qa.macro <= json.trivial.qa.macro);
  assert.ok(json.refer.cIoU <= json.trivial.refer.cIoU);
  assert.equal(json.noTarget.balanced, 50);
  assert.ok(json.reasoning.gIoU <= json.trivial.reasoning.gIoU);
  for (const kind of ['point', 'box', 'scribble', 'mask']) {
    assert.ok(json.interactive[kind].cIoU < json.interactive[kind].baseline, kind);
  }
  assert.equal(json.refine.accuracy, 0);
  assert.equal(json.edit.remove.success, 0);
  assert.equal(json.edit.recolour.success, 0);
});

test('who gives the rough mask back gains nothing', async () => {
  const echo = (_picture: SetPicture, question: Question): Reply => (question.masks ? segmented(question.masks[0]) : none);
  const { mask } = (toJson(await evaluate(subjectOf(echo), pictures)) as Record<string, any>).interactive;
  assert.equal(mask.cIoU, mask.baseline);
  assert.ok(mask.baseline > 50 && mask.baseline < 75, `baseline ${mask.baseline}`);
});

test('a flat fill in the right place is no success', async () => {
  const fill = async (picture: SetPicture, question: Question): Promise<Reply> => {
    const edit = picture.edits.find(({ instruction }) => instruction === question.text);
    if (!edit) return none;
    const mask = unionOf(picture, targetsOf(edit));
    return { ...segmented(mask), action: edit.kind, picture: meanFill(await readSetPicture(folder, picture.file), mask) };
  };
  const { edit } = toJson(await evaluate(subjectOf(fill), pictures)) as Record<string, any>;
  assert.equal(edit.remove.success, 0);
  assert.equal(edit.recolour.success, 0);
});

test('bytes that change outside of the own mask are counted, and beyond the true region as spill', async () => {
  const smear = async (picture: SetPicture, question: Question): Promise<Reply> => {
    const reply = await oracle(picture, question);
    if (!reply.picture) return reply;
    const [{ mask }] = reply.masks;
    const ring = subtract(dilate(mask, 9), mask);
    const data = reply.picture.data.map((value, index) => (ring.data[Math.floor(index / 3)] === 1 ? 255 - value : value));
    return { ...reply, picture: { ...reply.picture, data } };
  };
  const { edit } = toJson(await evaluate(subjectOf(smear), pictures)) as Record<string, any>;
  assert.ok(edit.outsideEqual < 90, `outsideEqual ${edit.outsideEqual}`);
  assert.ok(edit.spill > 5 && edit.spill < 100 - edit.outsideEqual, `spill ${edit.spill}`);
});

test('a key whose data the set lacks is absent', async () => {
  const plain = pictures.map((picture) => ({ ...picture, qa: [], refs: [], dialogues: [], edits: [] }));
  const json = toJson(await evaluate(subjectOf(oracle), plain));
  assert.deepEqual(Object.keys(json), ['interactive', 'trivial']);
});

test('the same set gives the same prompts', async () => {
  const asked: string[][] = [[], []];
  for (const log of asked) {
    const listen = (picture: SetPicture, question: Question): Promise<Reply> => {
      log.push(JSON.stringify(question));
      return oracle(picture, question);
    };
    await evaluate(subjectOf(listen), pictures);
  }
  assert.deepEqual(asked[0], asked[1]);
});

test('a broken line is refused with file, line and reason', async () => {
  const path = join(folder, 'set.jsonl');
  const good = await readFile(path, 'utf8');
  await writeFile(path, `${good}{"id": "x"}\n`);
  try {
    await assert.rejects(readSet(folder), (error) => FocusError.isInstance(error) && /set\.jsonl, line 5:.*file/s.test(error.line));
  } finally {
    await writeFile(path, good);
  }
});

test('a picture outside of the folder is refused', async () => {
  await assert.rejects(readSetPicture(folder, '../../etc/passwd'), /outside of the set/);
});
