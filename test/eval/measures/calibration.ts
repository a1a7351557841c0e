import type { Row } from '../measure.ts';
import { auroc, expectedCalibrationError, type Scored } from '../metrics/calibration.ts';

/** Whether a mask's own score tells that it is right. The rival gives every mask the same score. */
export function calibrationRows(masks: readonly Scored[]): Row[] {
  const area = auroc(masks);
  if (area === null) return [];
  const right = masks.filter(({ iou }) => iou > 0.5).length / masks.length;
  const constant = masks.map(({ iou }) => ({ score: 0.5, iou }));
  const note = `constant score; ${(100 * right).toFixed(0)} % of the masks are right`;
  return [
    { key: 'calibration.auroc', score: area, trivial: 50, note, count: masks.length },
    {
      key: 'calibration.ece',
      score: expectedCalibrationError(masks),
      trivial: expectedCalibrationError(constant),
      note: 'constant score 0.5; less is better',
      count: masks.length,
    },
  ];
}
