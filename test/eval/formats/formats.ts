// The public sets of the paper's tables, in the layout in which they are published.

import { InputError } from '../../../server/errors.ts';
import type { Clip } from '../clip-set.ts';
import type { SetPicture } from '../set.ts';
import { readCocoInteractive } from './coco-interactive.ts';
import { readDavis } from './davis.ts';
import { readReasonSeg } from './reasonseg.ts';
import { readRefCoco, refCocoNames } from './refcoco.ts';

export const formatNames = [...refCocoNames, 'reasonseg', 'davis', 'coco-interactive'];

/**
 * A split of a public set.
 * @throws InputError `format-unknown`, `format-missing`, `format-invalid`, `split-empty`, `pickle-invalid`
 */
export async function readFormat(name: string, folder: string, split: string, limit = Infinity): Promise<{ pictures: SetPicture[]; clips: Clip[] }> {
  if (!formatNames.includes(name)) {
    throw new InputError({ code: 'format-unknown', message: `There is no format "${name}".`, hint: `Use one of ${formatNames.join(', ')}.` });
  }
  const clips = name === 'davis' ? await readDavis(folder, split, limit) : [];
  const pictures = name === 'davis' ? [] : (await readPictures(name, folder, split)).slice(0, limit);
  if (pictures.length === 0 && clips.length === 0) {
    throw new InputError({ code: 'split-empty', message: `${name} in ${folder} has nothing in the split "${split}".`, hint: 'Check --split.' });
  }
  return { pictures, clips };
}

async function readPictures(name: string, folder: string, split: string): Promise<SetPicture[]> {
  if (name === 'reasonseg') return readReasonSeg(folder, split);
  if (name === 'coco-interactive') return readCocoInteractive(folder, split);
  return readRefCoco(folder, name, split);
}
