// The held-out messages of `npm run eval -- intent`. Written apart from what the intent was trained and chosen by (models/training/intent).

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

export interface Wish {
  kind: string;
  /** Words of the thing that is to change; empty where none is named. */
  object: string;
  /** Words of what it should become. */
  wish: string;
  message: string;
}

async function lines(name: string): Promise<string[]> {
  return (await readFile(`${folder}${name}`, 'utf8')).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('# '));
}

/** Messages that ask for no change, by what they are. */
export async function noChangeMessages(): Promise<{ section: string; message: string }[]> {
  const found: { section: string; message: string }[] = [];
  let section = '';
  for (const line of await lines('no-change.txt')) {
    if (line.startsWith('## ')) section = line.slice(3);
    else found.push({ section, message: line });
  }
  return found;
}

export const nounPhrases = (): Promise<string[]> => lines('noun-phrases.txt');

export async function wishes(): Promise<Wish[]> {
  return (await lines('wishes.txt')).map((line) => {
    const [kind, object, wish, ...message] = line.split('|').map((part) => part.trim());
    return { kind, object, wish, message: message.join('|') };
  });
}

export async function operations(): Promise<{ operation: string; message: string }[]> {
  return (await lines('operations.txt')).map((line) => {
    const [operation, ...message] = line.split('|').map((part) => part.trim());
    return { operation, message: message.join('|') };
  });
}
