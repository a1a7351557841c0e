// Draws picture, masks and the place pointed at; places go in and out in pixels of the picture.

import type { Layer } from './pixels.ts';
import type { Picture } from './session.ts';

export interface Place {
  x: number;
  y: number;
}

export interface Scene {
  size: Picture;
  picture: HTMLCanvasElement;
  layers: readonly { layer: Layer; chosen: boolean }[];
  mark: (Place & { positive: boolean }) | null;
}

/** As wide as there is room, and no higher than `highest` CSS pixels. */
export function paint(canvas: HTMLCanvasElement, { size, picture, layers, mark }: Scene, highest: number): void {
  const room = canvas.parentElement!.clientWidth;
  const scale = Math.min(room / size.width, Math.max(120, highest) / size.height);
  const [width, height] = [Math.max(1, size.width * scale), Math.max(1, size.height * scale)];
  const ratio = Math.min(2, devicePixelRatio);
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  const draw = (image: HTMLCanvasElement, opacity: number): void => {
    context.globalAlpha = opacity;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  };
  draw(picture, 1);
  // The chosen one last: its outline is not hidden.
  for (const { layer, chosen } of [...layers].sort((one, other) => Number(one.chosen) - Number(other.chosen))) {
    draw(layer.fill, chosen ? 0.4 : 0.15);
    draw(layer.outline, chosen ? 1 : 0.55);
  }
  context.globalAlpha = 1;
  if (mark === null) return;
  context.setTransform(scale * ratio, 0, 0, scale * ratio, 0, 0);
  drawMark(context, mark, scale);
}

/** A disc with + or −, in the middle of the pixel. */
function drawMark(context: CanvasRenderingContext2D, { x, y, positive }: Place & { positive: boolean }, scale: number): void {
  context.translate(x + 0.5, y + 0.5);
  context.scale(1 / scale, 1 / scale);
  context.beginPath();
  context.arc(0, 0, 10, 0, 2 * Math.PI);
  context.fillStyle = positive ? '#0b6b3a' : '#a01c1c';
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = 'white';
  context.stroke();
  context.fillStyle = 'white';
  context.fillRect(-5, -1, 10, 2);
  if (positive) context.fillRect(-1, -5, 2, 10);
}

/** The pixel under the pointer. */
export function placeUnder(canvas: HTMLCanvasElement, { clientX, clientY }: MouseEvent, { width, height }: Picture): Place {
  const { left, top, width: wide, height: high } = canvas.getBoundingClientRect();
  return within({ x: Math.floor(((clientX - left) / wide) * width), y: Math.floor(((clientY - top) / high) * height) }, { width, height });
}

export function within({ x, y }: Place, { width, height }: Pick<Picture, 'width' | 'height'>): Place {
  return { x: Math.min(width - 1, Math.max(0, x)), y: Math.min(height - 1, Math.max(0, y)) };
}
