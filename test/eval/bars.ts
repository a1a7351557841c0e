// What nano has to reach: as the first checkpoint, after a long training on CPUs, and once a GPU trained it. The bars of
// tabletop scenes hold for the shipped held-out set and for any set of all levels mixed; those of photos for their
// held-out tenth.

import type { Row } from './measure.ts';

export interface Bar {
  /** "≥ 60" */
  text: string;
  met: boolean;
}

/** Null where a stage sets no bar. */
export interface Bars {
  first: Bar | null;
  cpu: Bar | null;
  gpu: Bar | null;
}

type Rule = (trivial: number) => number;
type Limits = [first: number | Rule | null, cpu: number | Rule | null, gpu: number | Rule | null];

const above = (points: number): Rule => (trivial) => trivial + points;
/** At most this share of the baseline's error is left. */
const errorLeft = (share: number): Rule => (trivial) => 100 - (100 - trivial) * share;

const least: Record<string, Limits> = {
  'qa.macro': [55, 65, 92],
  'qa.colour': [85, above(5), above(25)],
  'refer.cIoU': [null, 70, 88],
  'refer.gIoU': [null, 70, 88],
  'refer.one.cIoU': [60, null, null],
  'refer.kinds.relation': [null, 55, 82],
  'noTarget.balanced': [70, 80, 95],
  'reasoning.gIoU': [null, 50, 75],
  'interactive.point.cIoU': [75, 80, 88],
  'interactive.box.cIoU': [errorLeft(0.5), errorLeft(0.4), errorLeft(0.2)],
  'interactive.scribble.cIoU': [errorLeft(0.5), errorLeft(0.4), errorLeft(0.2)],
  'interactive.mask.cIoU': [above(12), above(15), above(25)],
  'refine.accuracy': [60, null, null],
  'dialogue.accuracy': [null, 65, 90],
  'clips.mask.JF': [null, 65, 85],
  'clips.words.JF': [null, 55, 82],
  'edit.remove.success': [65, 75, 95],
  'edit.recolour.success': [60, 75, 95],
  'edit.replace.success': [40, 55, 88],
  'edit.background.success': [null, 75, 95],
  'edit.remove.psnr': [null, above(1), above(4)],
  'edit.recolour.psnr': [null, above(1), above(3)],
  'edit.outsideEqual': [100, 100, 100],
  'calibration.auroc': [null, 80, 92],
  'photos.box.cIoU': [null, 68, 82],
  'photos.point.cIoU': [null, 45, 68],
  'sentences.accuracy': [null, 50, 80],
};

const most: Record<string, Limits> = {
  'edit.spill': [3, 2, 1],
  'calibration.ece': [null, 10, 5],
};

/** Every kind of question. */
const questions: Limits = [above(0), above(5), above(25)];

/** The bars of a row. */
export function barsOf({ key, score, trivial }: Pick<Row, 'key' | 'score' | 'trivial'>): Bars {
  const upper = most[key];
  const limits = upper ?? least[key] ?? (/^qa\.[^.]+$/.test(key) ? questions : [null, null, null]);
  const barOf = (limit: Limits[number]): Bar | null => {
    if (limit === null || (typeof limit === 'function' && trivial === null)) return null;
    const value = typeof limit === 'function' ? limit(trivial as number) : limit;
    const met = upper === undefined ? score >= value : score <= value;
    return { text: `${upper === undefined ? '≥' : '≤'} ${Number(value.toFixed(1))}`, met };
  };
  const [first, cpu, gpu] = limits.map(barOf);
  return { first, cpu, gpu };
}
