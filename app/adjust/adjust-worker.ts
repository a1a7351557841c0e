// What an operation will make of the picture, at the size of a screen and away from the page's thread: the same code that makes the version.

import { adjust } from '../../server/images/adjust/adjust.ts';
import { adjustmentSchema, scaledAdjustment, type AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import { union } from '../../server/images/mask.ts';
import type { Picture } from '../../server/images/picture.ts';
import { resizeMask } from '../../server/images/resize.ts';
import { decodeRle } from '../../server/images/rle.ts';

export interface AdjustQuestion {
  id: number;
  /** Of a small copy of the picture. */
  address: string;
  /** Pixels of the whole picture. */
  width: number;
  masks: { width: number; height: number; counts: string }[];
  adjustment: AdjustmentRequest;
  /** Of a small copy of the picture behind. */
  behind?: string;
}

export type AdjustAnswer = { id: number; level: ImageBitmap } | { id: number; error: string };

interface Scope {
  onmessage: ((message: MessageEvent<AdjustQuestion>) => void) | null;
  postMessage(answer: AdjustAnswer, transfer?: Transferable[]): void;
}

const scope = self as unknown as Scope;
/** The last pictures that were asked for: a slider asks about one again and again. */
const read = new Map<string, Promise<Picture>>();
let newest = 0;

scope.onmessage = ({ data }) => {
  newest = data.id;
  // Messages that are waiting come first, so that of a slider's many only the last is computed.
  setTimeout(() => {
    if (data.id !== newest) return;
    made(data).then((level) => scope.postMessage({ id: data.id, level }, [level]), (error) => scope.postMessage({ id: data.id, error: String(error) }));
  });
};

async function made({ address, width, masks, adjustment, behind }: AdjustQuestion): Promise<ImageBitmap> {
  const [picture, other] = await Promise.all([pictureAt(address), behind === undefined ? undefined : pictureAt(behind)]);
  const small = masks.map(({ counts, ...size }) => resizeMask(decodeRle({ size: [size.height, size.width], counts }, Infinity), picture.width, picture.height));
  const asked = adjustmentSchema.parse(adjustment);
  // Shown where the thing lies: it is trimmed at the end.
  const shown = asked.kind === 'cut-out' ? { ...asked, trim: false } : asked;
  const { picture: result } = adjust(picture, small.length === 0 ? null : small.reduce(union), scaledAdjustment(shown, picture.width / width), other);
  return createImageBitmap(pixelsOf(result));
}

function pixelsOf({ width, height, data, alpha }: Picture): ImageData {
  const pixels = new ImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    pixels.data.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    pixels.data[pixel * 4 + 3] = alpha?.[pixel] ?? 255;
  }
  return pixels;
}

function pictureAt(address: string): Promise<Picture> {
  const known = read.get(address) ?? fetched(address);
  read.delete(address);
  read.set(address, known);
  known.catch(() => read.delete(address));
  for (const oldest of read.keys()) {
    if (read.size <= 3) break;
    read.delete(oldest);
  }
  return known;
}

async function fetched(address: string): Promise<Picture> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  const [data, alpha] = [new Uint8Array(width * height * 3), new Uint8Array(width * height)];
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    data.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
    alpha[pixel] = rgba[pixel * 4 + 3];
  }
  return { width, height, data, ...(alpha.some((value) => value < 255) ? { alpha } : {}) };
}
