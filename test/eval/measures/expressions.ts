// Referring and reasoning expressions, with and without something that is meant.

import { type Mask, subtract } from '../../../server/images/mask.ts';
import type { Measure, Row } from '../measure.ts';
import { noTarget } from '../metrics/no-target.ts';
import { cumulativeIoU, iouOf, meanIoU, type Overlap, overlap } from '../metrics/overlap.ts';
import { bestSingleMask } from '../metrics/single-mask.ts';
import { targetsOf, unionOf } from '../set.ts';
import { maskOf } from '../subject.ts';

interface Expression {
  text: string;
  kind: string;
  targets: number[];
  /** A mask whose pixels count neither as right nor as wrong. */
  ignore?: number;
}

interface Result {
  kind: string;
  targets: number;
  truth: Mask;
  pair: Overlap;
  saidNone: boolean;
}

const singleMask = 'best single mask for all';

export const expressions: Measure<Expression, Result> = {
  name: 'expressions',
  cap: 1000,
  items: (picture) =>
    picture.refs.map((entry) => ({
      text: entry.text,
      kind: entry.kind.replace(/^refer\./, '').replace('reasoning', 'reason'),
      targets: targetsOf(entry),
      ignore: entry.ignore,
    })),

  async run(look, picture, { text, kind, targets, ignore }, watch) {
    const reply = await look.ask({ text });
    const marked = maskOf(reply, picture);
    const predicted = ignore === undefined ? marked : subtract(marked, unionOf(picture, [ignore]));
    const truth = unionOf(picture, targets);
    watch.show({
      section: kind === 'reason' ? 'reasoning' : targets.length === 0 ? 'no target' : 'referring',
      caption: `${text} -> ${reply.action} ${reply.action === 'none' ? reply.text : reply.masks.map(({ name }) => name).join(', ')}`,
      tiles: [
        { picture: look.picture, mask: truth },
        { picture: look.picture, mask: predicted },
      ],
    });
    const pair = overlap(predicted, truth);
    const saidNone = reply.action === 'none';
    watch.judged({
      section: kind === 'reason' ? 'reasoning' : targets.length === 0 ? 'no target' : 'referring',
      words: text,
      picture: look.picture,
      truth: targets.length === 0 ? { text: 'nothing' } : { mask: truth },
      answer: reply.masks.length === 0 ? { text: `${reply.action} ${reply.text}` } : { mask: predicted, text: reply.action },
      quality: targets.length === 0 ? Number(saidNone) : iouOf(pair),
      certainty: reply.masks[0]?.score,
    });
    if (targets.length === 1 && reply.masks.length === 1) watch.scored({ score: reply.masks[0].score, iou: iouOf(pair) });
    return { kind, targets: targets.length, truth, pair, saidNone };
  },

  score(results) {
    const withTarget = results.filter(({ targets }) => targets > 0);
    const referring = withTarget.filter(({ kind }) => kind !== 'reason');
    const reasoning = withTarget.filter(({ kind }) => kind === 'reason');
    const rows: Row[] = [];
    if (referring.length > 0) {
      const rival = bestSingleMask(referring.map(({ truth }) => truth));
      const pairs = referring.map(({ pair }) => pair);
      const common = { note: singleMask, count: referring.length };
      rows.push({ key: 'refer.cIoU', score: cumulativeIoU(pairs), trivial: rival.cIoU, ...common });
      rows.push({ key: 'refer.gIoU', score: meanIoU(pairs), trivial: rival.gIoU, ...common });
      rows.push(...cumulativeRow('refer.one.cIoU', referring.filter(({ targets }) => targets === 1)));
      const kinds = Object.groupBy(referring, ({ kind }) => kind);
      for (const kind of Object.keys(kinds).sort()) rows.push(...cumulativeRow(`refer.kinds.${kind}`, kinds[kind] ?? []));
    }
    if (reasoning.length > 0) {
      const rival = bestSingleMask(reasoning.map(({ truth }) => truth));
      const score = meanIoU(reasoning.map(({ pair }) => pair));
      rows.push({ key: 'reasoning.gIoU', score, trivial: rival.gIoU, note: singleMask, count: reasoning.length });
      rows.push(...cumulativeRow('reasoning.cIoU', reasoning));
    }
    if (withTarget.length > 0 && withTarget.length < results.length) rows.push(...noTargetRows(results));
    return rows;
  },
};

/** The cIoU of some of the expressions; "one" (one thing meant) is what the bar for referring speaks of. */
function cumulativeRow(key: string, results: readonly Result[]): Row[] {
  if (results.length === 0) return [];
  const rival = bestSingleMask(results.map(({ truth }) => truth));
  const score = cumulativeIoU(results.map(({ pair }) => pair));
  return [{ key, score, trivial: rival.cIoU, note: singleMask, count: results.length }];
}

function noTargetRows(results: readonly Result[]): Row[] {
  const decisions = results.map(({ targets, saidNone }) => ({ hasTarget: targets > 0, saidNone }));
  const { balanced, falseNone, found } = noTarget(decisions);
  const count = results.length;
  return [
    { key: 'noTarget.balanced', score: balanced, trivial: 50, note: 'always or never "none"', count },
    { key: 'noTarget.found', score: found, trivial: null, note: 'missing things called missing', count },
    { key: 'noTarget.falseNone', score: falseNone, trivial: null, note: 'present things called missing; less is better', count },
  ];
}
