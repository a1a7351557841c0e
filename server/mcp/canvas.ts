// Raw pixels to draw on: [height, width, 3], 8-bit sRGB.

export interface Canvas {
  width: number;
  height: number;
  data: Uint8Array;
}

export type Colour = readonly [number, number, number];

/** A filled box; what lies outside of the canvas is left out. */
export function fill({ width, height, data }: Canvas, left: number, top: number, wide: number, high: number, colour: Colour): void {
  const [x0, y0] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))];
  const [x1, y1] = [Math.min(width, Math.round(left + wide)), Math.min(height, Math.round(top + high))];
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) data.set(colour, (y * width + x) * 3);
  }
}

/** Mixes the colour into one pixel, 0 to 1. */
export function tint({ width, data }: Canvas, x: number, y: number, [red, green, blue]: Colour, part: number): void {
  const at = (y * width + x) * 3;
  data[at] += (red - data[at]) * part;
  data[at + 1] += (green - data[at + 1]) * part;
  data[at + 2] += (blue - data[at + 2]) * part;
}
