// Operations after which pixels lie elsewhere. Masks move with the picture, so each gives the way for both.

import { cropMask, cropPicture } from '../crop.ts';
import { createMask, type Mask } from '../mask.ts';
import { boundingBox } from '../mask.ts';
import type { Box, Picture } from '../picture.ts';
import { resizeMask, resizePicture, resizePlane } from '../resize.ts';
import { PictureError } from '../../errors.ts';
import type { Adjustment, Of } from './adjustment.ts';

export interface Move {
  width: number;
  height: number;
  /** Of a crop: the part that is left. */
  box?: Box;
  picture(picture: Picture): Picture;
  mask(mask: Mask): Mask;
}

type Size = { width: number; height: number };

/** Null for operations that move nothing. @throws PictureError `crop-outside`, `crop-needs-mask`, `size-too-large`. */
export function moveOf(size: Size, mask: Mask | null, adjustment: Adjustment): Move | null {
  switch (adjustment.kind) {
    case 'crop': return cropTo(cropBox(size, mask, adjustment));
    case 'resize': return resizeTo(size, adjustment);
    case 'rotate': return turned(size, ((adjustment.degrees + 360) % 360) as 90 | 180 | 270);
    case 'flip': return flipped(size, adjustment.direction);
    case 'straighten': return straightened(size, adjustment.degrees);
    default: return null;
  }
}

export function cropTo(box: Box): Move {
  return {
    width: box.width, height: box.height, box,
    picture: (picture) => withAlpha(cropPicture(picture, box), picture.alpha && cropMask({ ...sizeOf(picture), data: picture.alpha }, box).data),
    mask: (mask) => cropMask(mask, box),
  };
}

function cropBox({ width, height }: Size, mask: Mask | null, { box, margin, aspect }: Of<'crop'>): Box {
  const found = box ?? (mask && boundingBox(mask)) ?? (aspect === undefined ? null : { left: 0, top: 0, width, height });
  if (found === null) throw new PictureError({ code: 'crop-needs-mask', message: 'It is not said what to crop to.', hint: 'Give a mask, a box, or an aspect.' });
  const round = box === undefined && mask !== null ? margin : 0;
  let [left, top, right, bottom] = [found.left - round, found.top - round, found.left + found.width + round, found.top + found.height + round];
  if (aspect !== undefined) [left, top, right, bottom] = box === undefined && mask === null ? narrowed(width, height, aspect) : widened([left, top, right, bottom], aspect, width, height);
  [left, top, right, bottom] = [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)];
  if (right <= left || bottom <= top) {
    throw new PictureError({ code: 'crop-outside', message: `The box lies outside the picture, which has ${width} x ${height} pixels.`, hint: `Use 0 to ${width} across and 0 to ${height} down.` });
  }
  return { left, top, width: right - left, height: bottom - top };
}

type Sides = [left: number, top: number, right: number, bottom: number];

/** The largest part of the picture of that form, in its middle. */
function narrowed(width: number, height: number, aspect: number): Sides {
  const across = Math.min(width, Math.round(height * aspect));
  const down = Math.min(height, Math.round(across / aspect));
  const [left, top] = [Math.floor((width - across) / 2), Math.floor((height - down) / 2)];
  return [left, top, left + across, top + down];
}

/** A box of that form round the sides, moved into the picture as far as it fits. */
function widened([left, top, right, bottom]: Sides, aspect: number, width: number, height: number): Sides {
  const across = Math.min(width, Math.max(right - left, Math.round((bottom - top) * aspect)));
  const down = Math.min(height, Math.max(bottom - top, Math.round(across / aspect)));
  const x = Math.min(Math.max(0, Math.round((left + right - across) / 2)), width - across);
  const y = Math.min(Math.max(0, Math.round((top + bottom - down) / 2)), height - down);
  return [x, y, x + across, y + down];
}

/** Pixels of a picture after resizing. */
const mostPixels = 100_000_000;

function resizeTo(size: Size, { width: askedWidth, height: askedHeight }: Of<'resize'>): Move {
  const width = askedWidth ?? Math.max(1, Math.round((size.width * askedHeight!) / size.height));
  const height = askedHeight ?? Math.max(1, Math.round((size.height * askedWidth!) / size.width));
  if (width * height > mostPixels) throw new PictureError({ code: 'size-too-large', message: `${width} x ${height} pixels are more than ${mostPixels / 1e6} megapixels.`, status: 413, hint: 'Ask for a smaller size.' });
  return {
    width, height,
    picture: (picture) => {
      const filter = width * height < size.width * size.height ? 'area' : 'lanczos';
      if (picture.alpha === undefined) return resizePicture(picture, width, height, filter);
      // Colours count as much as they show, so that what is hidden does not come out at the border.
      const data = new Uint8Array(width * height * 3);
      const alpha = resizePlane(Float32Array.from(picture.alpha), size, { width, height }, filter);
      for (let channel = 0; channel < 3; channel += 1) {
        const shown = new Float32Array(picture.alpha.length);
        for (let at = 0; at < shown.length; at += 1) shown[at] = picture.data[at * 3 + channel] * picture.alpha[at];
        const scaled = resizePlane(shown, size, { width, height }, filter);
        for (let at = 0; at < scaled.length; at += 1) data[at * 3 + channel] = alpha[at] < 0.5 ? 0 : Math.min(255, Math.max(0, Math.round(scaled[at] / alpha[at])));
      }
      return { width, height, data, alpha: Uint8Array.from(alpha, (value) => Math.min(255, Math.max(0, Math.round(value)))) };
    },
    mask: (mask) => resizeMask(mask, width, height),
  };
}

function turned({ width, height }: Size, degrees: 90 | 180 | 270): Move {
  const size = degrees === 180 ? { width, height } : { width: height, height: width };
  return permuted(size, (x, y) => degrees === 90 ? (height - 1 - x) * width + y : degrees === 180 ? (height - 1 - y) * width + width - 1 - x : x * width + width - 1 - y);
}

function flipped({ width, height }: Size, direction: 'horizontal' | 'vertical'): Move {
  return permuted({ width, height }, (x, y) => direction === 'horizontal' ? y * width + width - 1 - x : (height - 1 - y) * width + x);
}

/** `from` gives the old pixel of a new place. */
function permuted({ width, height }: Size, from: (x: number, y: number) => number): Move {
  const plane = (data: Uint8Array, channels: number): Uint8Array => {
    const out = new Uint8Array(width * height * channels);
    for (let y = 0, to = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = from(x, y) * channels;
        for (let channel = 0; channel < channels; channel += 1, to += 1) out[to] = data[at + channel];
      }
    }
    return out;
  };
  return {
    width, height,
    picture: ({ data, alpha }) => withAlpha({ width, height, data: plane(data, 3) }, alpha && plane(alpha, 1)),
    mask: ({ data }) => ({ width, height, data: plane(data, 1) }),
  };
}

/** Turned by some degrees about its middle and cut to the largest upright part without empty corners. */
function straightened(size: Size, degrees: number): Move {
  const angle = (degrees * Math.PI) / 180;
  const { width, height } = largestWithin(size, Math.abs(angle));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = (x: number, y: number): [number, number] => {
    const [dx, dy] = [x - (width - 1) / 2, y - (height - 1) / 2];
    return [dx * cos + dy * sin + (size.width - 1) / 2, dy * cos - dx * sin + (size.height - 1) / 2];
  };
  const plane = (data: Uint8Array, channels: number): Uint8Array => {
    const out = new Uint8Array(width * height * channels);
    for (let y = 0, to = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, to += channels) sample(data, channels, size, place(x, y), out, to);
    }
    return out;
  };
  return {
    width, height,
    picture: ({ data, alpha }) => withAlpha({ width, height, data: plane(data, 3) }, alpha && plane(alpha, 1)),
    mask: (mask) => {
      const out = createMask(width, height);
      for (let y = 0, to = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1, to += 1) {
          const [column, row] = place(x, y);
          out.data[to] = mask.data[inside(Math.round(row), size.height) * size.width + inside(Math.round(column), size.width)];
        }
      }
      return out;
    },
  };
}

/** Bilinear. */
function sample(data: Uint8Array, channels: number, { width, height }: Size, [x, y]: [number, number], out: Uint8Array, to: number): void {
  const [column, row] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, down] = [column - left, row - top];
  const [first, second] = [(top * width + left) * channels, (Math.min(height - 1, top + 1) * width + left) * channels];
  const next = left + 1 < width ? channels : 0;
  for (let channel = 0; channel < channels; channel += 1) {
    const upper = data[first + channel] * (1 - right) + data[first + next + channel] * right;
    const lower = data[second + channel] * (1 - right) + data[second + next + channel] * right;
    out[to + channel] = Math.round(upper * (1 - down) + lower * down);
  }
}

/** The largest upright rectangle within a turned one. */
function largestWithin({ width, height }: Size, angle: number): Size {
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  let across: number;
  let down: number;
  if (short <= 2 * sin * cos * long || Math.abs(sin - cos) < 1e-9) {
    const half = short / 2;
    [across, down] = width >= height ? [half / Math.max(sin, 1e-9), half / cos] : [half / cos, half / Math.max(sin, 1e-9)];
  } else {
    const double = cos * cos - sin * sin;
    [across, down] = [(width * cos - height * sin) / double, (height * cos - width * sin) / double];
  }
  return { width: Math.max(1, Math.min(width, Math.floor(across + 1e-6))), height: Math.max(1, Math.min(height, Math.floor(down + 1e-6))) };
}

function withAlpha({ width, height, data }: Picture, alpha: Uint8Array | undefined): Picture {
  return alpha === undefined ? { width, height, data } : { width, height, data, alpha };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function inside(value: number, length: number): number {
  return value < 0 ? 0 : value >= length ? length - 1 : value;
}
