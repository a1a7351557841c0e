// A contact sheet: what was asked, what is right and what came out, for eyes. The captions go into a text file
// beside it, row by row, because a picture with text would need fonts.

import { writeFile } from 'node:fs/promises';
import { pictureToPng } from '../../server/images/export.ts';
import { pastePicture } from '../../server/images/crop.ts';
import type { Mask } from '../../server/images/mask.ts';
import { createPicture, type Picture } from '../../server/images/picture.ts';
import { resizeMask, resizePicture } from '../../server/images/resize.ts';
import type { Panel } from './measure.ts';

/** Side of a tile in pixels. */
export const tile = 128;
const gap = 6;
const panelsPerSection = 8;
const panelsAcross = 4;

/** Collects up to eight panels a section and writes them, a section a band. */
export class Sheet {
  private readonly sections = new Map<string, Panel[]>();

  add(panel: Panel): void {
    const section = this.sections.get(panel.section) ?? [];
    this.sections.set(panel.section, section);
    if (section.length < panelsPerSection) section.push(panel);
  }

  /** Writes the sheet as PNG and its captions as FILE.txt. */
  async write(file: string): Promise<void> {
    const captions: string[] = [];
    const rows: Panel[][] = [];
    for (const [section, panels] of this.sections) {
      for (let from = 0; from < panels.length; from += panelsAcross) {
        const row = panels.slice(from, from + panelsAcross);
        rows.push(row);
        captions.push(...row.map((panel, column) => `row ${rows.length}, ${column + 1}: [${section}] ${panel.caption}`));
      }
    }
    const width = Math.max(1, ...rows.map((row) => row.reduce((sum, panel) => sum + panel.tiles.length * tile + 2 * gap, 0)));
    let sheet = createPicture(width, Math.max(1, rows.length * (tile + gap)), [32, 32, 36]);
    for (const [index, row] of rows.entries()) {
      let left = 0;
      for (const panel of row) {
        for (const { picture, mask } of panel.tiles) {
          sheet = pastePicture(sheet, drawn(picture, mask), left, index * (tile + gap));
          left += tile;
        }
        left += 2 * gap;
      }
    }
    await writeFile(file, await pictureToPng(sheet));
    await writeFile(`${file}.txt`, `${captions.join('\n')}\n`);
  }
}

/** The picture with its longer side as given, dark outside the mask and with its border drawn. */
export function drawn(picture: Picture, mask: Mask | undefined, side = tile): Picture {
  const scale = side / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const small = resizePicture(picture, width, height, 'area');
  if (mask === undefined) return small;
  const inside = resizeMask(mask, width, height).data;
  for (let pixel = 0; pixel < inside.length; pixel += 1) {
    const edge = inside[pixel] === 1 && [-1, 1, -width, width].some((step) => inside[pixel + step] !== 1);
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      if (edge) small.data[channel] = channel % 3 === 1 ? 255 : 40;
      else if (inside[pixel] === 0) small.data[channel] = small.data[channel] * 0.35;
    }
  }
  return small;
}
