// Draws what lies over the picture, in pixels of the picture; line widths are given in pixels of the screen.

import type { PromptDocument } from '../../server/conversation/documents.ts';
import { css, type Colour } from './palette.ts';

export interface DrawnMask {
  path: Path2D;
  colour: Colour;
  lit: boolean;
}

export interface Overlay {
  masks: DrawnMask[];
  /** What the words and clicks of the draft would give. */
  previews: Path2D[];
  prompts: PromptDocument[];
  /** A box that is being drawn, or where the keyboard points. */
  pending: PromptDocument | null;
  crosshair: { x: number; y: number } | null;
  /** The picture before an edit, over everything else, on the left part of the width. */
  before: { picture: CanvasImageSource; part: number } | null;
}

const light = 'rgb(255 255 255 / 0.92)';
const dark = 'rgb(0 0 0 / 0.55)';
const accent: Colour = [91, 110, 245];

/** `scale`: screen pixels (CSS) for one pixel of the picture; `ratio`: device pixels for one of those. */
export function drawOverlay(context: CanvasRenderingContext2D, { scale, ratio }: { scale: number; ratio: number }, overlay: Overlay): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale * ratio, 0, 0, scale * ratio, 0, 0);
  context.lineJoin = 'round';
  const line = (path: Path2D, colour: string, width: number) => {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke(path);
  };
  const rimmed = (path: Path2D, colour: string, width: number) => {
    line(path, dark, width + 4);
    line(path, light, width + 2.5);
    line(path, colour, width);
  };

  for (const { path, colour, lit } of overlay.masks) {
    context.fillStyle = css(colour, lit ? 0.5 : 0.28);
    context.fill(path, 'evenodd');
    rimmed(path, css(colour), lit ? 2.8 : 1.8);
  }
  for (const path of overlay.previews) {
    context.fillStyle = css(accent, 0.22);
    context.fill(path, 'evenodd');
    line(path, dark, 4.5);
    line(path, light, 3);
    context.setLineDash([6 / scale, 5 / scale]);
    line(path, css(accent), 3);
    context.setLineDash([]);
  }
  const prompts = overlay.pending === null ? overlay.prompts : [...overlay.prompts, overlay.pending];
  for (const prompt of prompts) {
    if (prompt.kind === 'point') drawPoint(context, scale, prompt.x + 0.5, prompt.y + 0.5, prompt.positive);
    if (prompt.kind !== 'box') continue;
    const box = new Path2D();
    box.rect(prompt.left, prompt.top, prompt.width, prompt.height);
    rimmed(box, css(accent), 2);
  }
  if (overlay.before !== null) drawBefore(context, overlay.before);
  if (overlay.crosshair !== null) drawCrosshair(context, scale, overlay.crosshair.x + 0.5, overlay.crosshair.y + 0.5);
}

function drawBefore(context: CanvasRenderingContext2D, { picture, part }: NonNullable<Overlay['before']>): void {
  const { width, height } = context.canvas;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(0, 0, width * part, height);
  context.clip();
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  context.restore();
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
