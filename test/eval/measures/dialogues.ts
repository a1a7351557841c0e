// Corrections of a first answer that was wrong, and conversations whose last turn needs the ones before.

import { createMask, iou, type Mask } from '../../../server/images/mask.ts';
import type { Measure, Row } from '../measure.ts';
import { isRight, normalise } from '../metrics/accuracy.ts';
import { type Dialogue, targetsOf, unionOf } from '../set.ts';
import { maskOf, type Reply } from '../subject.ts';

interface Refined {
  right: boolean;
  candidates: number;
}

/** A mask hits its target where their IoU is above this. */
const hit = 0.5;

/**
 * The model is told that its first answer was a certain object, which is not the one that was meant, and corrected by
 * words. At least three objects are still possible, so that guessing another one does not pass.
 */
export const refinement: Measure<Dialogue, Refined> = {
  name: 'corrections',
  cap: 200,
  items: (picture) => picture.dialogues.filter(({ kind, candidates }) => kind.startsWith('refine') && (candidates ?? 0) >= 3),

  async run(look, picture, { turns, candidates = 3 }, watch) {
    const [asked, correction] = turns;
    const wrong = unionOf(picture, [asked.first ?? []].flat());
    const truth = unionOf(picture, targetsOf(correction));
    if (iou(wrong, truth) > hit) return null;
    const name = picture.masks[[asked.first ?? []].flat()[0]]?.name ?? 'object';
    const reply: Reply = { action: 'segment', text: '', masks: [{ name, mask: wrong, score: 0.5 }] };
    const predicted = maskOf(
      await look.ask({
        text: correction.text,
        before: { masks: [{ id: '1', name, mask: wrong }], turns: [{ text: asked.text, reply }] },
      }),
      picture,
    );
    watch.show({
      section: 'corrections',
      caption: `${asked.text} -> (wrong) ${name}; ${correction.text}`,
      tiles: [wrong, truth, predicted].map((mask) => ({ picture: look.picture, mask })),
    });
    watch.judged({
      section: 'correction',
      words: `${asked.text} / ${correction.text}`,
      picture: look.picture,
      truth: { mask: truth },
      answer: { mask: predicted },
      quality: iou(predicted, truth),
    });
    return { right: iou(predicted, truth) > hit, candidates };
  },

  score(results): Row[] {
    if (results.length === 0) return [];
    const chance = (100 * results.reduce((sum, { candidates }) => sum + 1 / candidates, 0)) / results.length;
    const score = (100 * results.filter(({ right }) => right).length) / results.length;
    return [{ key: 'refine.accuracy', score, trivial: chance, note: 'one of the candidates by lot', count: results.length }];
  },
};

interface Talked {
  right: boolean;
  /** The rival for masks: the turn before again. Null where the last turn is a question. */
  repeated: boolean | null;
  truth: string;
}

/** Every turn is asked with the model's own earlier answers as history; the last one counts. */
export const conversation: Measure<Dialogue, Talked> = {
  name: 'dialogues',
  cap: 200,
  items: (picture) => picture.dialogues.filter(({ kind, turns }) => !kind.startsWith('refine') && turns.length > 1),

  async run(look, picture, { turns }, watch) {
    const before: { masks: { id: string; name: string; mask: Mask }[]; turns: { text: string; reply: Reply }[] } = {
      masks: [],
      turns: [],
    };
    let last = createMask(picture.width, picture.height);
    let repeated = last;
    let reply: Reply | undefined;
    for (const { text } of turns) {
      reply = await look.ask({ text, before: structuredClone(before) });
      before.turns.push({ text, reply });
      for (const { name, mask } of reply.masks) before.masks.push({ id: `${before.masks.length + 1}`, name, mask });
      repeated = last;
      if (reply.masks.length > 0) last = maskOf(reply, picture);
    }
    const final = turns[turns.length - 1];
    const caption = turns.map(({ text }) => text).join(' / ');
    const shown = { section: 'dialogue', words: caption, picture: look.picture };
    if (final.answer !== undefined) {
      const given = reply?.action === 'answer' ? reply.text : null;
      const right = isRight({ truth: final.answer, given });
      const answer = { text: given ?? reply?.action };
      watch.judged({ ...shown, truth: { text: final.answer }, answer, quality: Number(right) });
      return { right, repeated: null, truth: normalise(final.answer) };
    }
    const truth = unionOf(picture, targetsOf(final));
    const predicted = reply === undefined ? last : maskOf(reply, picture);
    watch.show({ section: 'dialogues', caption, tiles: [truth, predicted].map((mask) => ({ picture: look.picture, mask })) });
    watch.judged({ ...shown, truth: { mask: truth }, answer: { mask: predicted }, quality: iou(predicted, truth) });
    return { right: agrees(predicted, truth), repeated: agrees(repeated, truth), truth: '' };
  },

  score(results): Row[] {
    if (results.length === 0) return [];
    const score = (100 * results.filter(({ right }) => right).length) / results.length;
    const questions = Object.groupBy(results.filter(({ repeated }) => repeated === null), ({ truth }) => truth);
    const majority = Math.max(0, ...Object.values(questions).map((group) => group?.length ?? 0));
    const trivial = (100 * (results.filter(({ repeated }) => repeated === true).length + majority)) / results.length;
    return [{ key: 'dialogue.accuracy', score, trivial, note: 'last mask again; majority answer', count: results.length }];
  },
};

/** Two masks hit each other, or both are empty (nothing was meant and nothing was given). */
function agrees(predicted: Mask, truth: Mask): boolean {
  return iou(predicted, truth) > hit;
}
