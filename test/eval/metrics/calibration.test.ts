import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auroc, expectedCalibrationError } from './calibration.ts';

test('a score that ranks every good mask first has an AUROC of 100, the reverse 0', () => {
  const masks = [
    { score: 0.9, iou: 0.8 },
    { score: 0.8, iou: 0.6 },
    { score: 0.3, iou: 0.4 },
  ];
  assert.equal(auroc(masks), 100);
  assert.equal(auroc(masks.map(({ score, iou }) => ({ score: 1 - score, iou }))), 0);
});

test('a constant score has an AUROC of 50', () => {
  assert.equal(auroc([0.9, 0.8, 0.1, 0.2, 0.3].map((iou) => ({ score: 0.7, iou }))), 50);
});

test('one pair out of order of four', () => {
  const masks = [
    { score: 0.9, iou: 0.8 },
    { score: 0.4, iou: 0.8 },
    { score: 0.5, iou: 0.1 },
    { score: 0.2, iou: 0.1 },
  ];
  assert.equal(auroc(masks), 75);
});

test('without good or without bad masks there is no AUROC', () => {
  assert.equal(auroc([{ score: 0.5, iou: 0.9 }]), null);
});

test('the calibration error weighs each bin by its masks', () => {
  // Bin 0.9: three masks, two good, |0.95 - 0.667|; bin 0.1: one mask, bad, |0.1 - 0|.
  const masks = [
    { score: 0.95, iou: 0.9 },
    { score: 0.95, iou: 0.9 },
    { score: 0.95, iou: 0.1 },
    { score: 0.1, iou: 0.2 },
  ];
  assert.equal(expectedCalibrationError(masks).toFixed(2), (100 * (0.75 * (0.95 - 2 / 3) + 0.25 * 0.1)).toFixed(2));
});

test('a score of 1 falls into the last bin', () => {
  assert.equal(expectedCalibrationError([{ score: 1, iou: 1 }]), 0);
});
