// What a turn brought, for people: a sentence, the masks as a list, the picture as half blocks where there is a terminal.

import { area, boundingBox, type Mask } from '../images/mask.ts';
import { onWhite, type Picture } from '../images/picture.ts';
import { maskColours, renderPreview, terminalColours } from '../images/preview.ts';
import type { Terminal } from './command.ts';

export interface NamedMask {
  id?: string;
  name: string;
  mask: Mask;
  score: number;
}

/** The picture with its masks, or nothing where the output is no terminal. */
export function showPicture(terminal: Terminal, picture: Picture, masks: readonly Mask[] = []): void {
  const { output, environment } = terminal;
  if (!output.isTTY) return;
  const colours = terminalColours(environment, true);
  // Without colours a picture of this size is noise; the list of masks says more.
  if (colours === 'none') return;
  const columns = Math.min(output.columns ?? 80, 96);
  const rows = Math.max(8, Math.min((output.rows ?? 24) - 6, 48));
  output.write(`${renderPreview(onWhite(picture), masks, { columns, rows, colours })}\n`);
}

/** A line a mask: "1 red cube  93 %  234 pixels  box 10,20,40,60". */
export function maskLines(terminal: Terminal, masks: readonly NamedMask[]): string[] {
  return masks.map(({ id, name, mask, score }, index) => {
    const label = `${id ?? index + 1} ${name || 'object'}`;
    return `  ${swatch(terminal, index)}${label}  ${figures(mask, score)}`;
  });
}

/** A line for each of what else a click may mean: "--choice 1: door  40 %  234 pixels  box 10,20,40,60". */
export function alternativeLines(alternatives: readonly (NamedMask & { choice: number })[]): string[] {
  return alternatives.map(({ choice, name, mask, score }) => `  --choice ${choice}: ${name || 'object'}  ${figures(mask, score)}`);
}

function figures(mask: Mask, score: number): string {
  const box = boundingBox(mask);
  const corners = box === null ? 'empty' : `box ${box.left},${box.top},${box.left + box.width},${box.top + box.height}`;
  return `${Math.round(score * 100)} %  ${area(mask)} pixels  ${corners}`;
}

/** The colour in which the preview shows the mask. */
function swatch({ output, environment }: Terminal, index: number): string {
  const colours = terminalColours(environment, output.isTTY === true);
  if (colours !== 'true') return '';
  return `\x1b[38;2;${maskColours[index % maskColours.length].join(';')}m■\x1b[0m `;
}
