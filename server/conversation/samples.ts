// The pictures that come with focus, so that there is something to talk about without a file at hand.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharp } from '../images/decoder.ts';
import type { Store } from '../store/store.ts';
import type { SampleDocument } from './documents.ts';
import { addImage } from './images.ts';
import { refuse } from './refusals.ts';

const ending = '.png';

/** The PNG pictures of the folder, by name; a folder that is missing has none. */
export async function listSamples(folder: string): Promise<SampleDocument[]> {
  const names = await sampleNames(folder);
  return Promise.all(
    names.map(async (name) => {
      const { width, height } = await sharp(await readFile(join(folder, name + ending))).metadata();
      const words = name.replaceAll('-', ' ');
      return { name, title: words.charAt(0).toUpperCase() + words.slice(1), width, height };
    }),
  );
}

/** The file of a sample. Only names of the list are opened. */
export async function readSample(folder: string, name: string): Promise<Uint8Array> {
  if (!(await sampleNames(folder)).includes(name)) throw refuse.unknownSample(name);
  return readFile(join(folder, name + ending));
}

/** The sample as a picture of its own; gives its id. */
export async function addSample(store: Store, folder: string, name: string): Promise<string> {
  const bytes = await readSample(folder, name);
  return (await addImage(store, bytes, name + ending, { source: 'sample' })).id;
}

async function sampleNames(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
