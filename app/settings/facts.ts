// What the settings page says about this installation, read on the server when it is asked for.

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { defaultLimits } from '../../server/images/limits.ts';

export interface Facts {
  dataFolder: string;
  device: string;
  uploadBytes: number;
  uploadPixels: number;
  /** Of what is kept of a larger one. */
  keptPixels: number;
  /** Model cards in Markdown, by checkpoint. */
  cards: Record<string, string>;
}

const checkpoints = ['nano', 'small'];

export async function readFacts(): Promise<Facts> {
  const { FOCUS_DATA_DIR, FOCUS_DEVICE = 'auto' } = process.env;
  const dataFolder = resolve(FOCUS_DATA_DIR ?? '.focus/data');
  const cards = await Promise.all(checkpoints.map(async (name) => [name, await readFile(join('models', 'checkpoints', name, 'README.md'), 'utf8').catch(() => '')]));
  return {
    dataFolder,
    device: FOCUS_DEVICE,
    uploadBytes: defaultLimits.bytes,
    uploadPixels: defaultLimits.pixels,
    keptPixels: defaultLimits.keptPixels,
    cards: Object.fromEntries(cards.filter(([, text]) => text !== '')),
  };
}
