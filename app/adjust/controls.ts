// Which sliders belong to which operation.

import type { ImageDocument } from '../../server/conversation/documents.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';

export interface SliderOf {
  name: string;
  label: string;
  least: number;
  most: number;
  step?: number;
  /** Where nothing was set. */
  usual: number;
  unit: ' %' | '°' | ' px' | '';
}

type Size = Pick<ImageDocument, 'width' | 'height'>;

const edge: SliderOf = { name: 'edge', label: 'Soft edge', least: 0, most: 30, usual: 1, unit: ' px' };
const strength: SliderOf = { name: 'strength', label: 'Strength', least: 0, most: 100, usual: 100, unit: ' %' };
const percent = (name: string, label: string): SliderOf => ({ name, label, least: -100, most: 100, usual: 0, unit: ' %' });
const radius = ({ width, height }: Size, share: number): SliderOf => ({
  name: 'radius', label: 'Radius', least: 1, most: Math.max(10, Math.round(Math.max(width, height) / 12)), usual: Math.max(2, Math.round(share * Math.max(width, height))), unit: ' px',
});

export function slidersOf(adjustment: AdjustmentRequest, size: Size): SliderOf[] {
  switch (adjustment.kind) {
    case 'recolour': return [strength, { name: 'lightness', label: 'Take over its lightness', least: 0, most: 100, usual: 80, unit: ' %' }, edge];
    case 'tone': return [percent('lightness', 'Lightness'), percent('contrast', 'Contrast'), percent('saturation', 'Saturation'), percent('warmth', 'Warmth'), { name: 'hue', label: 'Hue', least: -180, most: 180, usual: 0, unit: '°' }, edge];
    case 'grey': case 'fill': return [strength, edge];
    case 'threshold': return [{ name: 'level', label: 'Threshold', least: 0, most: 100, usual: 50, unit: ' %' }, edge];
    case 'blur': return [radius(size, 0.012), edge];
    case 'sharpen': return [strength, radius(size, 0.0015), edge];
    case 'pixelate': return [{ name: 'size', label: 'Blocks', least: 2, most: Math.max(12, Math.round(Math.max(size.width, size.height) / 10)), usual: Math.max(6, Math.round(Math.max(size.width, size.height) / 28)), unit: ' px' }];
    case 'cut-out': return [edge];
    case 'background': return adjustment.to === 'blur' ? [radius(size, 0.012), edge] : [edge];
    case 'straighten': return [{ name: 'degrees', label: 'Angle', least: -45, most: 45, step: 0.5, usual: 0, unit: '°' }];
    case 'crop': return [{ name: 'margin', label: 'Margin', least: 0, most: Math.round(Math.max(size.width, size.height) / 4), usual: 0, unit: ' px' }];
    default: return [];
  }
}

const names: Record<AdjustmentRequest['kind'], string> = {
  recolour: 'Recolour', tone: 'Colour and light', grey: 'Black and white', fill: 'Fill', threshold: 'Threshold', blur: 'Blur', sharpen: 'Sharpen', pixelate: 'Pixelate',
  'cut-out': 'Cut out', background: 'Background', crop: 'Crop', resize: 'Resize', rotate: 'Rotate', flip: 'Flip', straighten: 'Straighten',
};

export const adjustmentName = ({ kind }: Pick<AdjustmentRequest, 'kind'>): string => names[kind];

/** Those that the card for colour and light offers. */
export const adjustKinds = ['tone', 'grey', 'blur', 'pixelate', 'sharpen', 'threshold', 'fill'] as const;
