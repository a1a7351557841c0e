/** A mask's own score, 0 to 1, and its true IoU. */
export interface Scored {
  score: number;
  iou: number;
}

const good = 0.5;
const bins = 10;

/** How often, 0 to 100, a mask with IoU > 0.5 has a higher score than one without; ties count half. Null if all are alike. */
export function auroc(masks: readonly Scored[]): number | null {
  const right = masks.filter((mask) => mask.iou > good);
  const wrong = masks.filter((mask) => mask.iou <= good);
  if (right.length === 0 || wrong.length === 0) return null;
  const ordered = [...masks].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < ordered.length; ) {
    let to = from;
    while (to < ordered.length && ordered[to].score === ordered[from].score) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let index = from; index < to; index += 1) if (ordered[index].iou > good) rankSum += rank;
    from = to;
  }
  return (100 * (rankSum - (right.length * (right.length + 1)) / 2)) / (right.length * wrong.length);
}

/** Masks whose scores lie in [from, to): how many, their mean score and the share of them that is right, 0 to 1. */
export interface Bin {
  from: number;
  to: number;
  count: number;
  score: number;
  share: number;
}

/** The masks in ten bins of their score; empty bins are left out. */
export function reliability(masks: readonly Scored[]): Bin[] {
  const groups = Object.groupBy(masks, ({ score }) => Math.min(bins - 1, Math.floor(score * bins)));
  return Array.from({ length: bins }, (_, bin) => groups[bin] ?? []).flatMap((group, bin) => {
    if (group.length === 0) return [];
    const score = group.reduce((sum, mask) => sum + mask.score, 0) / group.length;
    const share = group.filter((mask) => mask.iou > good).length / group.length;
    return [{ from: bin / bins, to: (bin + 1) / bins, count: group.length, score, share }];
  });
}

/** Expected calibration error, 0 to 100: score against the share of masks with IoU > 0.5, in ten bins of the score. */
export function expectedCalibrationError(masks: readonly Scored[]): number {
  const errors = reliability(masks).map(({ count, score, share }) => Math.abs(score - share) * count);
  return (100 * errors.reduce((sum, error) => sum + error, 0)) / Math.max(1, masks.length);
}
