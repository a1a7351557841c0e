// The gallery of failures: the worst answers on one sheet, each with the picture, the words, the truth and what came
// out. The words stand on the sheet and, for machines without fonts, in a text file beside it.

import { writeFile } from 'node:fs/promises';
import { sharp } from '../../server/images/decoder.ts';
import { pastePicture } from '../../server/images/crop.ts';
import { createPicture } from '../../server/images/picture.ts';
import type { Case } from './measure.ts';
import { randomFrom } from './random.ts';
import { drawn, tile } from './sheet.ts';
import { escaped, svgToPng, wrapped } from './svg.ts';

const across = 4;
const gap = 8;
const lineHeight = 14;
const textLines = 5;
const cell = { width: 2 * tile + gap, height: tile + (textLines + 1) * lineHeight };

/** Answers under this quality are failures. */
const good = 0.5;

/** Keeps the worst answers of each section while an evaluation runs. */
export class Gallery {
  private readonly limit: number;
  private readonly sections = new Map<string, Case[]>();

  constructor(limit = 24) {
    this.limit = limit;
  }

  add(one: Case): void {
    if (one.quality >= good) return;
    const kept = [...(this.sections.get(one.section) ?? []), one].sort(worseFirst).slice(0, this.limit);
    this.sections.set(one.section, kept);
  }

  /** The worst of all: the sections take turns, so that a task that fails often does not hide the others. */
  worst(): Case[] {
    const groups = [...this.sections.keys()].sort().map((name) => this.sections.get(name) ?? []);
    return Array.from({ length: this.limit }, (_, turn) => groups.flatMap((group) => group[turn] ?? [])).flat().slice(0, this.limit);
  }

  /** Writes the sheet as PNG and its words as FILE.txt. */
  async write(file: string): Promise<void> {
    const cases = this.worst();
    const rows = Math.max(1, Math.ceil(cases.length / across));
    const size = { width: across * (cell.width + 2 * gap), height: rows * (cell.height + gap) };
    let sheet = createPicture(size.width, size.height, [28, 28, 32]);
    const texts: string[] = [];
    for (const [index, one] of cases.entries()) {
      const [left, top] = [(index % across) * (cell.width + 2 * gap) + gap, Math.floor(index / across) * (cell.height + gap)];
      for (const [column, shown] of [one.truth, one.answer].entries()) {
        sheet = pastePicture(sheet, drawn(shown.picture ?? one.picture, shown.mask), left + column * (tile + gap), top);
      }
      texts.push(...captionOf(one).slice(0, textLines).map((line, row) => textAt(line, left, top + tile + (row + 1) * lineHeight)));
    }
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="11" fill="#ddd">${texts.join('')}</svg>`;
    const { width, height, data } = sheet;
    await sharp(data, { raw: { width, height, channels: 3 } }).composite([{ input: await svgToPng(svg) }]).png().toFile(file);
    await writeFile(`${file}.txt`, cases.map((one, index) => `${index + 1}: ${describe(one)}\n`).join(''));
  }
}

function worseFirst(one: Case, other: Case): number {
  return one.quality - other.quality || (other.certainty ?? 0) - (one.certainty ?? 0) || lotOf(one) - lotOf(other);
}

function lotOf({ words, section }: Case): number {
  return randomFrom(`${section}/${words}`)();
}

function captionOf(one: Case): string[] {
  const { truth, answer } = one;
  return [
    ...wrapped(`${one.section}: ${one.words}`, 46).slice(0, 2),
    ...wrapped(`left, truth: ${truth.text ?? 'as shown'}`, 46).slice(0, 1),
    ...wrapped(`right, answer: ${answer.text ?? 'as shown'}${gradeOf(one)}`, 46).slice(0, 2),
  ];
}

function describe(one: Case): string {
  return `[${one.section}] ${one.words} | truth: ${one.truth.text ?? 'as shown'} | answer: ${one.answer.text ?? 'as shown'}${gradeOf(one)}`;
}

function gradeOf({ quality, certainty }: Case): string {
  return `, quality ${quality.toFixed(2)}${certainty === undefined ? '' : `, sure ${certainty.toFixed(2)}`}`;
}

function textAt(line: string, x: number, y: number): string {
  return `<text x="${x}" y="${y}">${escaped(line)}</text>`;
}
