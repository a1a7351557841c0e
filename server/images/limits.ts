export interface PictureLimits {
  /** Bytes of the file. */
  bytes: number;
  /** Pixels, width times height, of one frame. */
  pixels: number;
  /** Seconds the decoder may take; it counts whole ones, begun ones included. */
  seconds: number;
}

/** Of pictures and of masks in picture files, for the server and for the page, which refuses what it can before it is sent. */
export const defaultLimits: PictureLimits = { bytes: 32 * 1024 * 1024, pixels: 40_000_000, seconds: 20 };
