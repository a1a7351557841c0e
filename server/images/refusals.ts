// What is said when a picture cannot be read: one line with the reason, one with the cure.

import { PictureError } from '../errors.ts';
import type { PictureFormat, RefusedFormat } from './sniff.ts';

const accepted = 'Use a JPEG, PNG, WebP, GIF, AVIF or HEIC picture.';

const formatNames: Record<PictureFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  avif: 'AVIF',
  heic: 'HEIC',
};

const refusedFormats: Record<RefusedFormat, string> = {
  svg: 'The file is an SVG drawing, which is not read.',
  pdf: 'The file is a PDF document, which is not read.',
  tiff: 'The file is a TIFF picture, which is not read.',
  bmp: 'The file is a BMP picture, which is not read.',
  video: 'The file is a video, which is not read.',
  html: 'The file is a web page, not a picture.',
  text: 'The file holds text, not a picture.',
  unknown: 'The file is not a picture of a known kind.',
};

function empty(): PictureError {
  return new PictureError({ code: 'picture-empty', message: 'The file is empty (0 bytes).', hint: accepted });
}

function tooManyBytes(bytes: number, cap: number): PictureError {
  return new PictureError({
    code: 'picture-too-large',
    message: `The file has ${mebibytes(bytes)} MiB; at most ${mebibytes(cap)} MiB are read.`,
    status: 413,
    hint: 'Save it smaller or with stronger compression.',
  });
}

function tooManyPixels(width: number, height: number, cap: number): PictureError {
  const megapixels = ((width * height) / 1e6).toFixed(1);
  return new PictureError({
    code: 'picture-too-large',
    message: `The picture has ${width} x ${height} pixels (${megapixels} megapixels); at most ${cap / 1e6} are read.`,
    status: 413,
    hint: 'Scale it down first.',
  });
}

function tooNarrow(width: number, height: number, ratio: number): PictureError {
  const [long, short, than] = width > height ? [width, height, 'wide as it is high'] : [height, width, 'high as it is wide'];
  return new PictureError({
    code: 'picture-too-narrow',
    message: `The picture has ${width} x ${height} pixels: it is ${Math.round(long / short)} times as ${than}; at most ${ratio} times are read.`,
    status: 413,
    hint: 'Cut a part out of it.',
  });
}

function tooMuchMemory(width: number, height: number, kind: PictureFormat): PictureError {
  return new PictureError({
    code: 'picture-too-large',
    message: `The picture has ${width} x ${height} pixels, which this ${formatNames[kind]} file gives only all at once; that is more than fits.`,
    status: 413,
    hint: 'Save it as a plain JPEG (not progressive), or scale it down first.',
  });
}

function format(kind: RefusedFormat): PictureError {
  const notPicture = kind === 'text' || kind === 'html' || kind === 'unknown';
  return new PictureError({
    code: notPicture ? 'picture-not-a-picture' : 'picture-format-refused',
    message: refusedFormats[kind],
    status: 415,
    hint: accepted,
  });
}

function unreadable(path: string, cause: unknown): PictureError {
  const { code: reason } = cause as { code?: unknown };
  const missing = reason === 'ENOENT' || reason === 'ENOTDIR';
  return new PictureError({
    code: missing ? 'picture-missing' : 'picture-unreadable',
    message: missing ? `There is no file ${path}.` : `The file ${path} cannot be read (${typeof reason === 'string' ? reason : 'unknown reason'}).`,
    status: missing ? 404 : 400,
    hint: missing ? 'Check the path.' : 'Check its permissions.',
    cause,
  });
}

function tooSlow(cause?: unknown): PictureError {
  return new PictureError({
    code: 'picture-too-slow',
    message: 'Decoding the picture took too long and was stopped.',
    status: 413,
    hint: 'Scale it down first.',
    cause,
  });
}

function truncated(kind: PictureFormat, cause: unknown): PictureError {
  return new PictureError({
    code: 'picture-truncated',
    message: `The ${formatNames[kind]} file ends too early; part of the picture is missing.`,
    hint: 'Download or copy it again.',
    cause,
  });
}

function damaged(kind: PictureFormat, cause: unknown): PictureError {
  return new PictureError({
    code: 'picture-damaged',
    message: `The ${formatNames[kind]} file is damaged and cannot be decoded.`,
    hint: 'Download or copy it again, or save it anew.',
    cause,
  });
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}

export const refuse = { empty, tooManyBytes, tooManyPixels, tooNarrow, tooMuchMemory, format, unreadable, tooSlow, truncated, damaged };
