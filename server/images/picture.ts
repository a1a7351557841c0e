import { PictureError } from '../errors.ts';

/** A decoded picture: raw 8-bit sRGB, row by row. */
export interface Picture {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** [height, width, 3], red green blue, 0 to 255; not multiplied with alpha. */
  data: Uint8Array;
  /** [height, width], 0 transparent to 255 opaque. Left out where all of it is opaque. */
  alpha?: Uint8Array;
}

/** A rectangle in pixels; `left` and `top` may lie outside the picture where a function says so. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A picture of one colour. */
export function createPicture(width: number, height: number, colour: readonly [number, number, number]): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index += 3) data.set(colour, index);
  return { width, height, data };
}

/** The picture as it looks on white paper: what the model and whoever knows no transparency sees. */
export function onWhite(picture: Picture): Picture {
  const { width, height, data, alpha } = picture;
  if (alpha === undefined) return picture;
  const flat = new Uint8Array(data.length);
  for (let pixel = 0, at = 0; pixel < alpha.length; pixel += 1) {
    const share = alpha[pixel];
    for (let channel = 0; channel < 3; channel += 1, at += 1) flat[at] = Math.round((data[at] * share + 255 * (255 - share)) / 255);
  }
  return { width, height, data: flat };
}

/** Throws `picture-size-differs` unless both have the same width and height. */
export function assertSameSize(
  one: { width: number; height: number },
  other: { width: number; height: number },
  what: string,
): void {
  if (one.width === other.width && one.height === other.height) return;
  throw new PictureError({
    code: 'picture-size-differs',
    message: `${what}: ${one.width} x ${one.height} and ${other.width} x ${other.height} pixels do not match.`,
    hint: 'Both must have the size of the picture.',
  });
}
