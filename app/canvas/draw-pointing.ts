// Draws what lies over picture and masks: what the draft would mark, what was pointed at, and what is being drawn.
// In pixels of the picture; line widths are given in pixels of the screen.

import { dark, drawMasks, light, strokeRimmed } from './draw-masks.ts';
import { adding, css, removing, type Colour } from './palette.ts';
import type { Placed } from './tools/tool.ts';
import type { Place, View } from './view.ts';

export interface Pointing {
  /** What the words and clicks of the draft would give. */
  previews: Path2D[];
  /** What a click under the pointer would give. */
  hover: Path2D[];
  /** A version of a mask, and what it has more and less than the one before it. */
  change: { shape: Path2D; added: Path2D; removed: Path2D } | null;
  prompts: readonly Placed[];
  /** What is being drawn. */
  pending: Placed | null;
  /** Where the keyboard points. */
  crosshair: Place | null;
  /** Where the brush is, and how large, in pixels of the picture. */
  brush: { at: Place; radius: number } | null;
}

export const accent: Colour = [91, 110, 245];
/** Of what would be marked. */
export const previewOpacity = 0.22;
export const hoverOpacity = 0.14;
/** Of what was added and taken away, so that it is seen over anything. */
export const changeOpacity = 0.7;

export const pointsAtNothing = ({ previews, hover, change, prompts, pending, crosshair, brush }: Pointing): boolean =>
  previews.length + hover.length + prompts.length === 0 && change === null && pending === null && crosshair === null && brush === null;

export function drawPointing(context: CanvasRenderingContext2D, { scale, left, top }: View, ratio: number, pointing: Pointing): void {
  context.setTransform(scale * ratio, 0, 0, scale * ratio, left * ratio, top * ratio);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (pointing.change !== null) drawChange(context, pointing.change, scale);
  for (const path of pointing.hover) drawPreview(context, path, scale, hoverOpacity, 2);
  for (const path of pointing.previews) drawPreview(context, path, scale, previewOpacity, 3);
  for (const prompt of pointing.prompts) drawPlaced(context, prompt, scale);
  if (pointing.pending !== null) drawPlaced(context, pointing.pending, scale);
  if (pointing.brush !== null) drawBrush(context, pointing.brush, scale);
  if (pointing.crosshair !== null) drawCrosshair(context, scale, pointing.crosshair.x + 0.5, pointing.crosshair.y + 0.5);
}

function drawChange(context: CanvasRenderingContext2D, { shape, added, removed }: NonNullable<Pointing['change']>, scale: number): void {
  drawMasks(context, [{ path: shape, colour: [255, 255, 255], lit: false }], scale, 0.3);
  context.fillStyle = css(adding, changeOpacity);
  context.fill(added, 'evenodd');
  drawPreview(context, removed, scale, changeOpacity, 1.5, removing);
}

function drawPreview(context: CanvasRenderingContext2D, path: Path2D, scale: number, opacity: number, width: number, colour = accent): void {
  context.fillStyle = css(colour, opacity);
  context.fill(path, 'evenodd');
  const line = (style: string, wide: number) => {
    context.strokeStyle = style;
    context.lineWidth = wide / scale;
    context.stroke(path);
  };
  line(dark, width + 1.5);
  line(light, width);
  context.setLineDash([6 / scale, 5 / scale]);
  line(css(colour), width);
  context.setLineDash([]);
}

function drawPlaced(context: CanvasRenderingContext2D, placed: Placed, scale: number): void {
  switch (placed.kind) {
    case 'point': return drawPoint(context, scale, placed.x + 0.5, placed.y + 0.5, placed.positive);
    case 'box': {
      const box = new Path2D();
      box.rect(placed.left, placed.top, placed.width, placed.height);
      return strokeRimmed(context, box, scale, css(accent), 2);
    }
    case 'scribble': return strokeRimmed(context, lineOf(placed.points), scale, css(accent), 3);
    case 'region': {
      const area = lineOf(placed.points);
      area.closePath();
      context.fillStyle = css(placed.remove ? removing : accent, 0.2);
      context.fill(area);
      return strokeRimmed(context, area, scale, css(placed.remove ? removing : accent), 2);
    }
    case 'stroke': {
      context.strokeStyle = css(placed.remove ? removing : accent, 0.5);
      context.lineWidth = placed.radius * 2;
      return context.stroke(lineOf(placed.points));
    }
  }
}

function lineOf(points: readonly Place[]): Path2D {
  const path = new Path2D();
  path.moveTo(points[0].x, points[0].y);
  for (const { x, y } of points) path.lineTo(x, y);
  return path;
}

function drawPoint(context: CanvasRenderingContext2D, scale: number, x: number, y: number, positive: boolean): void {
  const disc = (radius: number, colour: string) => {
    context.beginPath();
    context.arc(x, y, radius / scale, 0, Math.PI * 2);
    context.fillStyle = colour;
    context.fill();
  };
  disc(11, dark);
  disc(10, light);
  disc(8, positive ? 'rgb(22 120 70)' : 'rgb(190 40 50)');
  const arm = 4 / scale;
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  if (positive) {
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
  }
  context.strokeStyle = 'white';
  context.lineWidth = 2 / scale;
  context.stroke();
}

function drawBrush(context: CanvasRenderingContext2D, { at, radius }: NonNullable<Pointing['brush']>, scale: number): void {
  for (const [colour, width] of [[dark, 3], [light, 1.5]] as const) {
    context.beginPath();
    context.arc(at.x, at.y, radius, 0, Math.PI * 2);
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke();
  }
}

function drawCrosshair(context: CanvasRenderingContext2D, scale: number, x: number, y: number): void {
  const arm = 14 / scale;
  for (const [colour, width] of [[dark, 5], [light, 3.5], [css(accent), 1.5]] as const) {
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke();
  }
}
