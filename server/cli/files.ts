// Pictures and masks to files. The name's ending says what is written.

import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { InputError } from '../errors.ts';
import { maskToPng, pictureToJpeg, pictureToPng } from '../images/export.ts';
import type { Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';

/** Throws before any work is done where `file` cannot be what a picture is written to. */
export function checkPictureFile(file: string, source?: string): void {
  if (!/^\.(png|jpe?g)$/i.test(extname(file))) {
    throw new InputError({ code: 'file-type', message: `Pictures are written as .png or .jpg, not to ${file}.`, hint: 'Name it out.png.' });
  }
  if (source !== undefined) checkNotSource(file, source);
}

/** Masks are written without loss. */
export function checkMaskFile(file: string, source?: string): void {
  if (!/^\.png$/i.test(extname(file))) {
    throw new InputError({ code: 'file-type', message: `Masks are written as .png, not to ${file}.`, hint: 'Name it mask.png.' });
  }
  if (source !== undefined) checkNotSource(file, source);
}

export async function writePicture(file: string, picture: Picture): Promise<void> {
  checkPictureFile(file);
  await write(file, /\.png$/i.test(file) ? await pictureToPng(picture) : await pictureToJpeg(picture, 95));
}

export async function writeMask(file: string, mask: Mask): Promise<void> {
  checkMaskFile(file);
  await write(file, await maskToPng(mask));
}

/** The opened picture is never written over. */
function checkNotSource(file: string, source: string): void {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return null;
    }
  };
  if (real(file) === null || real(file) !== real(source)) return;
  throw new InputError({ code: 'file-is-source', message: `${file} is the picture itself.`, hint: 'Choose another name for --out.' });
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    const why = reason === 'ENOENT' ? 'its folder does not exist' : reason;
    throw new InputError({ code: 'file-not-written', message: `${file} cannot be written (${why}).`, hint: 'Check the path.', cause: error });
  }
}
