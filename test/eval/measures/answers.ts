import type { Measure } from '../measure.ts';
import { accuracyByKind, type Answered, isRight, majorityByKind } from '../metrics/accuracy.ts';

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

  async run(look, _picture, { q, a, kind }, watch) {
    const reply = await look.ask({ text: q });
    const answered = { kind, truth: a, given: reply.action === 'answer' ? reply.text : null };
    watch.judged({
      section: `question (${kind})`,
      words: q,
      picture: look.picture,
      truth: { text: a },
      answer: { text: answered.given ?? reply.action },
      quality: Number(isRight(answered)),
    });
    return answered;
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
