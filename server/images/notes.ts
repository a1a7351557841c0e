// What was done to a picture on the way in that its owner should know.

import { brandsOf } from './boxes.ts';
import type { Header } from './decode.ts';
import type { Picture } from './picture.ts';
import type { PictureFormat } from './sniff.ts';
import { isAnimatedPng } from './truncation.ts';

export interface IntakeNote {
  code: 'scaled' | 'first-frame' | 'transparency' | 'cmyk' | 'sixteen-bit' | 'hdr';
  message: string;
}

export interface Seen {
  header: Header;
  bytes: Uint8Array;
  format: PictureFormat;
  picture: Picture;
  /** Whether it has light that is brighter than white. */
  hdr: boolean;
}

export function notesFor({ header, bytes, format, picture, hdr }: Seen): IntakeNote[] {
  const notes: IntakeNote[] = [];
  const megapixels = (width: number, height: number): string => ((width * height) / 1e6).toFixed(1);
  // A HEIC says its size before it is turned.
  if (picture.width * picture.height < header.width * header.height) {
    notes.push({
      code: 'scaled',
      message: `The picture has ${header.width} x ${header.height} pixels (${megapixels(header.width, header.height)} megapixels); it was scaled down to ${picture.width} x ${picture.height}.`,
    });
  }
  if ((header.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes)) || (format === 'avif' && brandsOf(bytes).includes('avis'))) {
    notes.push({ code: 'first-frame', message: 'The picture is animated; only its first frame is used.' });
  }
  if (header.space === 'cmyk') {
    notes.push({ code: 'cmyk', message: 'The picture is CMYK; its colours were converted to sRGB.' });
  }
  if (hdr) {
    notes.push({ code: 'hdr', message: 'The picture is HDR; what is brighter than white was brought down to it.' });
  }
  if (header.depth === 'ushort') {
    notes.push({ code: 'sixteen-bit', message: 'The picture has more than 8 bits a channel; 8 are used.' });
  }
  if (picture.alpha !== undefined) {
    notes.push({ code: 'transparency', message: 'The picture is partly transparent; that is kept, and the model sees it on white.' });
  }
  return notes;
}
