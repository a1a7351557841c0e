// The small picture that comes with a result: the picture with a ruler along its edges and numbered masks over it. Small
// pictures are enlarged by a whole factor, for models that look see little in 128 pixels.

import type { ImageDocument, MaskShape } from '../conversation/documents.ts';
import type { StoredPicture } from '../conversation/images.ts';
import { sharp } from '../images/decoder.ts';
import type { Mask } from '../images/mask.ts';
import { decodeRle } from '../images/rle.ts';
import { type Canvas, type Colour, fill, tint } from './canvas.ts';
import { encodePreview, previewLimits } from './encode-preview.ts';
import { band, drawRuler, writeNumber } from './ruler.ts';
import type { Preview } from './tool.ts';

const enlargeTo = 512;

/** Told apart by people of every colour vision (Okabe and Ito, 2008). */
const colours: readonly Colour[] = [[230, 159, 0], [86, 180, 233], [0, 158, 115], [240, 228, 66], [0, 114, 178], [213, 94, 0], [204, 121, 167]];
const [black, white]: Colour[] = [[0, 0, 0], [255, 255, 255]];

export interface ScaledPreview extends Preview {
  /** Preview pixels for one pixel of the picture. */
  scale: number;
  /** What it shows. */
  image: ImageDocument;
}

/** The scaled picture with its ruler, on which masks are drawn. */
export interface Ground {
  image: ImageDocument;
  /** Preview pixels for one pixel of the picture. */
  scale: number;
  canvas: Canvas;
}

export async function groundOf({ image, png }: StoredPicture): Promise<Ground> {
  const room = previewLimits.side - band;
  const longest = Math.max(image.width, image.height);
  const scale = longest > room ? room / longest : Math.max(1, Math.floor(enlargeTo / longest));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
  const data = await sharp(png)
    .flatten({ background: 'white' })
    .resize(width, height, { fit: 'fill', kernel: scale > 1 ? 'cubic' : 'lanczos3' })
    .extend({ top: band, left: band, bottom: 0, right: 0 })
    .raw()
    .toBuffer();
  const canvas: Canvas = { width: width + band, height: height + band, data: new Uint8Array(data) };
  drawRuler(canvas, scale);
  return { image, scale, canvas };
}

/** Masks are numbered from 1 in the order given; those of another size than the picture's are left out. The ground stays as it is. */
export async function previewOn({ image, scale, canvas: ground }: Ground, shapes: readonly MaskShape[]): Promise<ScaledPreview> {
  const fitting = [...shapes.entries()].filter(([, { width, height }]) => width === image.width && height === image.height);
  const canvas = fitting.length === 0 ? ground : { ...ground, data: ground.data.slice() };
  for (const [index, shape] of fitting) drawMask(canvas, shape, scale, index);
  return { jpeg: await encodePreview(canvas), width: canvas.width, height: canvas.height, scale: Math.round(scale * 1000) / 1000, image };
}

function drawMask(canvas: Canvas, { width, height, counts, box, area }: MaskShape, scale: number, index: number): void {
  if (area === 0) return;
  const mask = decodeRle({ size: [height, width], counts });
  const colour = colours[index % colours.length];
  const [left, top] = [Math.floor(box.left * scale), Math.floor(box.top * scale)];
  const right = Math.min(canvas.width - band - 1, Math.ceil((box.left + box.width) * scale));
  const bottom = Math.min(canvas.height - band - 1, Math.ceil((box.top + box.height) * scale));
  const inside = (x: number, y: number) => at(mask, Math.floor((x + 0.5) / scale), Math.floor((y + 0.5) / scale));
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      if (!inside(x, y)) continue;
      const edge = !inside(x - 2, y) || !inside(x + 2, y) || !inside(x, y - 2) || !inside(x, y + 2);
      // Most of the thing stays to be seen.
      tint(canvas, x + band, y + band, colour, edge ? 1 : 0.25);
    }
  }
  label(canvas, index + 1, band + (left + right) / 2, band + top);
}

function at({ width, height, data }: Mask, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
}

/** The number in a dark box whose lower edge touches the top of the mask, or lies in it where there is no room above. */
function label(canvas: Canvas, number: number, middle: number, top: number): void {
  const wide = String(number).length * 8 + 2;
  const x = Math.min(Math.max(band, middle - wide / 2), canvas.width - wide);
  const y = Math.max(band, top - 15);
  fill(canvas, x, y, wide, 14, black);
  writeNumber(canvas, number, Math.round(x) + 2, Math.round(y) + 2, white, 2);
}
