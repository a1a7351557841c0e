import type { Measure } from '../measure.ts';
import { accuracyByKind, type Answered, majorityByKind } from '../metrics/accuracy.ts';

interface Question {
  q: string;
  a: string;
  kind: string;
}

/** Questions with one right answer, by kind. */
export const answers: Measure<Question, Answered> = {
  name: 'questions',
  cap: 1000,
  items: (picture) => picture.qa.map((entry) => ({ ...entry, kind: entry.kind.replace(/^qa\./, '') })),

  async run(look, _picture, { q, a, kind }) {
    const reply = await look.ask({ text: q });
    return { kind, truth: a, given: reply.action === 'answer' ? reply.text : null };
  },

  score(results) {
    const right = accuracyByKind(results);
    const majority = majorityByKind(results);
    const note = 'majority answer';
    return [
      { key: 'qa.macro', score: right.macro, trivial: majority.macro, note, count: results.length },
      ...Object.keys(right.kinds).map((kind) => ({
        key: `qa.${kind}`,
        score: right.kinds[kind],
        trivial: majority.kinds[kind],
        note,
        count: results.filter((result) => result.kind === kind).length,
      })),
    ];
  },
};
