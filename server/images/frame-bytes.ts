import type { Header } from './decode.ts';
import type { PictureFormat } from './sniff.ts';

/** Bytes that the decoder of a file holds at once; 0 where it goes row by row. */
export function frameBytesOf(format: PictureFormat, { width, height, channels = 4, depth, isProgressive }: Header): number {
  const pixels = width * height;
  switch (format) {
    // Coefficients of 2 bytes until the last scan.
    case 'jpeg': return isProgressive ? pixels * channels * 2 : 0;
    case 'png': return isProgressive ? pixels * channels * (depth === 'ushort' ? 2 : 1) : 0;
    case 'webp': return pixels * 4;
    // The screen, and what is drawn on it.
    case 'gif': return pixels * 8;
    // Planes, and the colours that are made of them.
    case 'avif': return pixels * (depth === 'ushort' ? 12 : 6);
    case 'heic': return pixels * 8;
  }
}
