// The contact sheet of conversations: a tile a turn, with what was said and what came back below it.

import { pastePicture } from '../../../server/images/crop.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import type { Point } from '../../../server/images/raster.ts';
import { drawn } from '../sheet.ts';
import { escaped, svgToPng, wrapped } from '../svg.ts';
import type { Held } from './hold.ts';

export interface Conversation {
  title: string;
  held: Held[];
}

const side = 152;
const gap = 8;
const across = 2;
const most = 3;
const line = 13;
const lines = 5;
/** Letters that fit below a tile. */
const letters = 26;
const cell = { width: most * (side + gap) + gap, height: line + side + (lines + 1) * line };

/** A JPEG of all conversations, two abreast, up to three turns each. */
export async function conversationSheet(conversations: readonly Conversation[], quality = 84): Promise<Buffer> {
  const size = { width: across * cell.width, height: Math.ceil(conversations.length / across) * cell.height + gap };
  let sheet: Picture = createPicture(size.width, size.height, [28, 28, 32]);
  const marks: string[] = [];
  for (const [index, { title, held }] of conversations.entries()) {
    const [left, top] = [(index % across) * cell.width + gap, Math.floor(index / across) * cell.height + gap];
    marks.push(words(title, left, top + 9, '#8ab'));
    for (const [turn, { said, reply, picture, mask }] of held.slice(0, most).entries()) {
      const [x, y] = [left + turn * (side + gap), top + line];
      const tile = drawn(picture, mask, side);
      sheet = pastePicture(sheet, tile, x, y);
      if (said.at !== undefined) marks.push(clickAt(said.at, tile.width / picture.width, x, y));
      const asked = wrapped(said.text === '' ? '(click)' : said.at === undefined ? said.text : `${said.text} (click)`, letters);
      const answered = wrapped(reply.sentence ?? reply.text, letters).slice(0, lines - Math.min(asked.length, most));
      const below = [...asked.slice(0, most).map((text) => ({ text, fill: '#fff' })), ...answered.map((text) => ({ text, fill: '#9d9' }))];
      marks.push(...below.map(({ text, fill }, row) => words(text, x, y + tile.height + (row + 1) * line, fill)));
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="11">${marks.join('')}</svg>`;
  const { width, height, data } = sheet;
  return sharp(data, { raw: { width, height, channels: 3 } }).composite([{ input: await svgToPng(svg) }]).jpeg({ quality, chromaSubsampling: '4:4:4', mozjpeg: true }).toBuffer();
}

/** The same in words. */
export function transcript(conversations: readonly Conversation[]): string {
  return conversations.map(({ title, held }, index) => [
    `${index + 1} ${title}`,
    ...held.map(({ said, reply }) => `  ${said.at === undefined ? '' : `(click ${said.at.x},${said.at.y}) `}${said.text}\n    ${reply.sentence ?? reply.text}`),
  ].join('\n')).join('\n');
}

function words(text: string, x: number, y: number, fill: string): string {
  return `<text x="${x}" y="${y}" fill="${fill}">${escaped(text)}</text>`;
}

function clickAt({ x, y }: Point, scale: number, left: number, top: number): string {
  return `<circle cx="${left + (x + 0.5) * scale}" cy="${top + (y + 0.5) * scale}" r="3" fill="#fff" stroke="#000"/>`;
}
