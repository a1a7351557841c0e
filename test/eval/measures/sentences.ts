// Sentences as different people would write them, each with the one thing that makes it right: an answer, a mask, or
// that there is nothing to mark.

import { createMask, invert, iou, type Mask } from '../../../server/images/mask.ts';
import type { Measure, Row } from '../measure.ts';
import { normalise } from '../metrics/accuracy.ts';
import { type Sentence, unionOf } from '../set.ts';
import { maskOf, type Reply } from '../subject.ts';

interface Result {
  kind: Sentence['kind'];
  right: boolean;
  /** Accepted answers in compared form; empty unless an answer is wanted. */
  answers: string[];
  /** Whether the rivals "the whole picture" and "every object" would be right. */
  everything: [boolean, boolean];
}

/** A mask is right where its IoU with everything meant is above this. */
const hit = 0.5;

export const sentences: Measure<Sentence, Result> = {
  name: 'sentences',
  cap: 1000,
  items: (picture) => picture.sentences,

  async run(look, picture, sentence, watch) {
    const { text, kind, clicks, answers = [], objects = [] } = sentence;
    const reply = await look.ask({ text, points: clicks?.map(({ x, y, positive = true }) => ({ x, y, positive })) });
    const truth = kind === 'mask' ? unionOf(picture, objects) : createMask(picture.width, picture.height);
    const predicted = maskOf(reply, picture);
    const right = isRight(kind, { reply, predicted, truth, answers });
    watch.judged({
      section: `sentence (${kind})`,
      words: text,
      picture: look.picture,
      truth: kind === 'mask' ? { mask: truth } : { text: kind === 'none' ? 'nothing' : answers.join(' / ') },
      answer: reply.masks.length > 0 ? { mask: predicted, text: reply.action } : { text: `${reply.action}: ${reply.text}` },
      quality: right ? 1 : 0,
      certainty: reply.masks[0]?.score,
    });
    const all = [invert(createMask(picture.width, picture.height)), unionOf(picture, picture.masks.map((_, index) => index))];
    const meets = (mask: Mask): boolean => kind === 'mask' && iou(mask, truth) > hit;
    return { kind, right, answers: answers.map(normalise), everything: [meets(all[0]), meets(all[1])] };
  },

  score(results) {
    const rows = [row('sentences.accuracy', results)];
    for (const kind of ['answer', 'mask', 'none'] as const) {
      const some = results.filter((result) => result.kind === kind);
      if (some.length > 0) rows.push(row(`sentences.${kind}`, some));
    }
    return rows;
  },
};

function isRight(
  kind: Sentence['kind'],
  { reply, predicted, truth, answers }: { reply: Reply; predicted: Mask; truth: Mask; answers: string[] },
): boolean {
  if (kind === 'none') return reply.action === 'none';
  if (kind === 'mask') return reply.action === 'segment' && iou(predicted, truth) > hit;
  return reply.action === 'answer' && answers.map(normalise).includes(normalise(reply.text));
}

/** The rival is the best of the constants: one answer to everything, everything as one mask, always "none". */
function row(key: string, results: readonly Result[]): Row {
  const share = (count: number): number => (100 * count) / results.length;
  const counts = new Map<string, number>();
  for (const answer of results.flatMap(({ answers }) => [...new Set(answers)])) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const constants = [
    { note: 'always one answer', count: Math.max(0, ...counts.values()) },
    { note: 'the whole picture as one mask', count: results.filter(({ everything }) => everything[0]).length },
    { note: 'every object as one mask', count: results.filter(({ everything }) => everything[1]).length },
    { note: 'always "none"', count: results.filter(({ kind }) => kind === 'none').length },
  ];
  const best = constants.reduce((one, other) => (other.count > one.count ? other : one));
  const score = share(results.filter(({ right }) => right).length);
  return { key, score, trivial: share(best.count), note: `best constant: ${best.note}`, count: results.length };
}
