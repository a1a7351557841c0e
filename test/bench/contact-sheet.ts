// Pictures of the page beside each other with their names, few enough on a sheet that small print can be read.

import sharp from 'sharp';

interface Shot {
  state: string;
  png: Buffer;
}

/** Columns, rows, and how wide a picture is on the sheet, by the width of the window. */
const arranged: Record<number, [columns: number, rows: number, width: number]> = { 390: [4, 2, 390], 820: [3, 1, 560], 1440: [2, 2, 900] };
const [gap, caption] = [12, 26];

export async function contactSheets(shots: readonly Shot[], windowWidth: number): Promise<Buffer[]> {
  const [columns, rows, width] = arranged[windowWidth];
  const sheets: Buffer[] = [];
  for (let from = 0; from < shots.length; from += columns * rows) sheets.push(await sheetOf(shots.slice(from, from + columns * rows), columns, width));
  return sheets;
}

async function sheetOf(shots: readonly Shot[], columns: number, width: number): Promise<Buffer> {
  const small = await Promise.all(shots.map(async ({ state, png }) => ({ state, ...(await sharp(png).resize({ width }).png().toBuffer({ resolveWithObject: true })) })));
  const height = Math.max(...small.map(({ info }) => info.height));
  const placed = small.flatMap(({ state, data }, index) => {
    const [left, top] = [gap + (index % columns) * (width + gap), Math.floor(index / columns) * (height + caption + gap)];
    const name = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${caption}"><text y="18" font-family="sans-serif" font-size="15" fill="white">${state.replace(/[&<]/g, '')}</text></svg>`);
    return [{ input: name, left, top }, { input: data, left, top: top + caption }];
  });
  const size = { width: gap + Math.min(columns, small.length) * (width + gap), height: Math.ceil(small.length / columns) * (height + caption + gap) };
  return sharp({ create: { ...size, channels: 3, background: '#555' } }).composite(placed).png().toBuffer();
}
