import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';

/** What can be begun with a thing; `wait`: nothing is made before something was chosen. */
export const adjustments: readonly { label: string; adjustment: AdjustmentRequest; wait?: boolean }[] = [
  { label: 'Cut out', adjustment: { kind: 'cut-out' } },
  { label: 'Background…', adjustment: { kind: 'background', to: 'blur' } },
  { label: 'Recolour…', adjustment: { kind: 'recolour', colour: '#d33b2f' }, wait: true },
  { label: 'Adjust…', adjustment: { kind: 'tone' }, wait: true },
  { label: 'Crop to it', adjustment: { kind: 'crop' } },
];
