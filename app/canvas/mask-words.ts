// A mask in words, for those who do not see it, and to tell two of one name apart.

import type { MaskShape, MaskVersionDocument, PromptDocument } from '../../server/conversation/documents.ts';

/** "lower left", by thirds of the picture; "middle" in the middle. */
export function placeOf({ box, width, height }: MaskShape): string {
  const third = (middle: number, size: number) => Math.min(2, Math.floor((middle / size) * 3));
  const across = ['left', '', 'right'][third(box.left + box.width / 2, width)];
  const down = ['upper', '', 'lower'][third(box.top + box.height / 2, height)];
  if (across === '' && down === '') return 'middle';
  if (across === '') return down === 'upper' ? 'top' : 'bottom';
  return down === '' ? across : `${down} ${across}`;
}

/** "12 %", "0.4 %", "under 0.1 %" of the picture. */
export function shareOf({ area, width, height }: Pick<MaskShape, 'area' | 'width' | 'height'>): string {
  const percent = (100 * area) / (width * height);
  if (percent < 0.1) return 'under 0.1 %';
  return `${percent < 10 ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)} %`;
}

export function maskInWords({ shape, colour }: { shape: MaskShape; colour: string | null }): string {
  return [placeOf(shape), `${shareOf(shape)} of the picture`, colour].filter((part) => part !== null).join(', ');
}

/** The plain name of a colour, red, green and blue 0 to 255. */
export function colourName(red: number, green: number, blue: number): string {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const [value, saturation] = [most / 255, most === 0 ? 0 : (most - least) / most];
  if (value < 0.2) return 'black';
  if (saturation < 0.16) return value > 0.8 ? 'white' : 'grey';
  const spread = most - least;
  const sector = most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  const hue = sector * 60;
  if (hue < 15 || hue >= 345) return 'red';
  if (hue < 45) return value < 0.62 ? 'brown' : 'orange';
  if (hue < 70) return 'yellow';
  if (hue < 165) return 'green';
  if (hue < 195) return 'turquoise';
  if (hue < 255) return 'blue';
  return hue < 300 ? 'purple' : 'pink';
}

const done: Record<string, string> = {
  segment: 'marked', refine: 'corrected', union: 'added together', intersect: 'what both have', subtract: 'one without the other', invert: 'inverted', draw: 'drawn',
  restore: 'restored', duplicate: 'duplicated',
};
const tools: Record<string, string> = { brush: 'painted', eraser: 'rubbed out', lasso: 'drawn with the lasso', import: 'imported' };

/** What made a version: "grown by 4 pixels", "corrected, message 3, 2 points". `turn` counts from 1. */
export function originOf({ operation, parameters }: Pick<MaskVersionDocument, 'operation' | 'parameters'>, turn: { number: number; prompts: readonly PromptDocument[] } | null): string {
  const { pixels = 0, tool } = parameters;
  const by = `${pixels} pixel${pixels === 1 ? '' : 's'}`;
  if (operation === 'grow') return `grown by ${by}`;
  if (operation === 'shrink') return `shrunk by ${by}`;
  if (operation === 'feather') return pixels === 0 ? 'hard edge' : `soft edge of ${by}`;
  const what = operation === 'draw' && tool !== undefined ? tools[tool] : done[operation];
  return [what, turn === null ? null : `message ${turn.number}`, turn === null ? null : promptsInWords(turn.prompts)].filter(Boolean).join(', ');
}

/** "2 points, 1 box", or nothing. */
export function promptsInWords(prompts: readonly PromptDocument[]): string {
  const kinds = [['point', 'point', 'points'], ['box', 'box', 'boxes'], ['scribble', 'scribble', 'scribbles']] as const;
  return kinds.flatMap(([kind, one, many]) => {
    const count = prompts.filter((prompt) => prompt.kind === kind).length;
    return count === 0 ? [] : `${count} ${count === 1 ? one : many}`;
  }).join(', ');
}
