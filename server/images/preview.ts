// A picture with its masks in a terminal: every character cell shows two pixels, the upper one as the colour of
// a half block, the lower one as its background.

import type { Mask } from './mask.ts';
import { assertSameSize, type Picture } from './picture.ts';
import { resizeMask, resizePicture } from './resize.ts';

type Colour = readonly [number, number, number];

export interface PreviewOptions {
  /** Character cells; one column is one pixel wide, one row two pixels high. */
  columns: number;
  rows: number;
  colours: TerminalColours;
}

/** How many colours the terminal shows: 24 bit, the 256-colour cube, or none (shades of ASCII). */
export type TerminalColours = 'true' | '256' | 'none';

/** Colours of the first, second, … mask, told apart by people of every colour vision (Okabe and Ito, 2008). */
export const maskColours: readonly Colour[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

/** What the terminal can show, by the usual variables: NO_COLOR, FORCE_COLOR, COLORTERM, TERM. */
export function terminalColours(environment: NodeJS.Dict<string>, isTerminal: boolean): TerminalColours {
  const forced = environment.FORCE_COLOR;
  if (forced === '3') return 'true';
  if (forced === '1' || forced === '2') return '256';
  if (environment.NO_COLOR || forced === '0' || !isTerminal || environment.TERM === 'dumb') return 'none';
  return /truecolor|24bit/i.test(environment.COLORTERM ?? '') ? 'true' : '256';
}

/** The picture as lines of text without a final line break, at most columns x rows cells, never enlarged. */
export function renderPreview(picture: Picture, masks: readonly Mask[], options: PreviewOptions): string {
  for (const mask of masks) assertSameSize(picture, mask, 'Picture and mask');
  const scale = Math.min(1, options.columns / picture.width, (options.rows * 2) / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const small = resizePicture(picture, width, height, 'area');
  const data = overlay(small, masks.map((mask) => resizeMask(mask, width, height)));
  const pixel = (x: number, y: number): Colour => {
    const at = (y * width + x) * 3;
    return [data[at], data[at + 1], data[at + 2]];
  };
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    const row = Array.from({ length: width }, (_, x): [Colour, Colour | null] => [
      pixel(x, y),
      y + 1 < height ? pixel(x, y + 1) : null,
    ]);
    lines.push(options.colours === 'none' ? shades(row) : halfBlocks(row, options.colours));
  }
  return lines.join('\n');
}

/** Tints the inside of each mask with its colour and paints its border in it. */
function overlay({ width, height, data }: Picture, masks: readonly Mask[]): Uint8Array {
  const out = data.slice();
  for (const [number, mask] of masks.entries()) {
    const colour = maskColours[number % maskColours.length];
    const inside = (x: number, y: number): boolean =>
      x >= 0 && y >= 0 && x < width && y < height && mask.data[y * width + x] === 1;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (!inside(x, y)) continue;
        const border = !inside(x - 1, y) || !inside(x + 1, y) || !inside(x, y - 1) || !inside(x, y + 1);
        const share = border ? 0.9 : 0.4;
        const at = (y * width + x) * 3;
        for (let c = 0; c < 3; c += 1) out[at + c] = Math.round(out[at + c] * (1 - share) + colour[c] * share);
      }
    }
  }
  return out;
}

function halfBlocks(row: readonly [Colour, Colour | null][], colours: 'true' | '256'): string {
  let line = '';
  let last = '';
  for (const [upper, lower] of row) {
    const code = `\x1b[${ink(38, upper, colours)};${lower === null ? '49' : ink(48, lower, colours)}m`;
    line += code === last ? '▀' : `${code}▀`;
    last = code;
  }
  return `${line}\x1b[0m`;
}

function ink(layer: 38 | 48, [red, green, blue]: Colour, colours: 'true' | '256'): string {
  if (colours === 'true') return `${layer};2;${red};${green};${blue}`;
  const step = (value: number): number => Math.round((value / 255) * 5);
  return `${layer};5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`;
}

function shades(row: readonly [Colour, Colour | null][]): string {
  const ramp = ' .:-=+*#%@';
  const light = ([red, green, blue]: Colour): number => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  return row
    .map(([upper, lower]) => ramp[Math.round(((light(upper) + light(lower ?? upper)) / 2) * (ramp.length - 1))])
    .join('')
    .trimEnd();
}
