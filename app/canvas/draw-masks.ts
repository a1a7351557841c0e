// Draws masks as a light fill and an outline with a dark and a light rim, which is seen on any picture.

import { css, type Colour } from './palette.ts';

export interface DrawnMask {
  /** In pixels of the picture. */
  path: Path2D;
  colour: Colour;
  lit: boolean;
}

export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export const light = 'rgb(255 255 255 / 0.92)';
export const dark = 'rgb(0 0 0 / 0.55)';

/** The context's units are pixels of the picture; `scale`: screen pixels for one of them. `opacity` of the fill, 0 to 1. */
export function drawMasks(context: DrawingContext, masks: readonly DrawnMask[], scale: number, opacity: number): void {
  context.lineJoin = 'round';
  for (const { path, colour, lit } of masks) {
    context.fillStyle = css(colour, lit ? Math.min(1, opacity + 0.25) : opacity);
    context.fill(path, 'evenodd');
    strokeRimmed(context, path, scale, css(colour), lit ? 2.8 : 1.8);
  }
}

/** Width in screen pixels. */
export function strokeRimmed(context: DrawingContext, path: Path2D, scale: number, colour: string, width: number): void {
  const line = (style: string, wide: number) => {
    context.strokeStyle = style;
    context.lineWidth = wide / scale;
    context.stroke(path);
  };
  line(dark, width + 4);
  line(light, width + 2.5);
  line(colour, width);
}
