// What nano has to reach on the shipped held-out set.

import type { Row } from './measure.ts';

export interface Bar {
  /** "≥ 60" */
  text: string;
  met: boolean;
}

const least: Record<string, number> = {
  'qa.macro': 55,
  'qa.colour': 85,
  'refer.one.cIoU': 60,
  'noTarget.balanced': 70,
  'interactive.point.cIoU': 75,
  'refine.accuracy': 60,
  'edit.remove.success': 65,
  'edit.recolour.success': 60,
  'edit.replace.success': 40,
  'edit.outsideEqual': 100,
};

/** The bar of a row, null where there is none. */
export function barOf({ key, score, trivial }: Pick<Row, 'key' | 'score' | 'trivial'>): Bar | null {
  if (key === 'edit.spill') return { text: '≤ 3', met: score <= 3 };
  const minimum = least[key] ?? besideTrivial(key, trivial);
  return minimum === null ? null : { text: `≥ ${Number(minimum.toFixed(1))}`, met: score >= minimum };
}

/** Bars that the trivial predictor sets. */
function besideTrivial(key: string, trivial: number | null): number | null {
  if (trivial === null) return null;
  if (key.startsWith('qa.')) return trivial;
  // An error of at most half of the baseline's.
  if (key === 'interactive.box.cIoU' || key === 'interactive.scribble.cIoU') return 100 - (100 - trivial) / 2;
  if (key === 'interactive.mask.cIoU') return trivial + 12;
  return null;
}
