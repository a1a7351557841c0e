// The one table of what is taken in. It follows from what the later steps need: docs/decisions/034.

/** Of pictures and of masks in picture files, for the server and for the page, which refuses what it can before it is sent. */
export interface PictureLimits {
  /** Bytes of the file. What focus keeps itself has no such limit. */
  bytes: number;
  /** Pixels of one frame, width times height (of a GIF those of its screen); more are not decoded. */
  pixels: number;
  /** Pixels of what is kept; a picture of more is scaled down to them. */
  keptPixels: number;
  /** Longer side of what is kept, pixels; a longer one is scaled down to it. */
  keptSide: number;
  /** How many times as long as the shorter side the longer one may be. */
  ratio: number;
  /** Bytes of memory that a decoder may take which holds a whole frame. */
  frameBytes: number;
  /** Seconds the decoder may take; it counts whole ones, begun ones included. */
  seconds: number;
}

export const defaultLimits: PictureLimits = {
  bytes: 32 * 1024 * 1024,
  // Cameras of 100 megapixels. They are decoded row by row or at half the size.
  pixels: 120_000_000,
  // An edit holds source, result, masks and the file it writes: 12 bytes a pixel, 480 MB of the 2 GiB that a worker may take.
  keptPixels: 40_000_000,
  // A canvas of every browser and every preview holds it.
  keptSide: 16_383,
  // The model sees 128 pixels of the longer side: of the shorter one 4 are left, a cell of its masks.
  ratio: 32,
  frameBytes: 640_000_000,
  seconds: 30,
};

/** The size in which a picture is kept: its own, or the largest of the same shape within the limits. */
export function keptSize(width: number, height: number, { keptPixels, keptSide }: Pick<PictureLimits, 'keptPixels' | 'keptSide'> = defaultLimits): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(keptPixels / (width * height)), keptSide / Math.max(width, height));
  if (scale === 1) return { width, height };
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
