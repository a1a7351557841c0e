'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import { strokeRimmed } from './draw-masks.ts';
import { pathOf, subscribeToPaths } from './mask-paths.ts';
import { colourName } from './mask-words.ts';
import { css } from './palette.ts';
import type { Levels } from './picture-levels.ts';
import type { ShownMask } from './session-masks.ts';
import { useSmallPicture } from './use-picture.ts';

const side = 44;
/** For the mean colour, fewer are enough. */
const sampled = 24;

/** The part of the picture that a mask covers, the rest of it dimmed. Says the colour of what is inside. */
export function MaskThumbnail({ mask, image, onColour }: { mask: ShownMask; image: ImageDocument; onColour: (colour: string) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { levels } = useSmallPicture(image);
  const { shape, colour } = mask;
  const path = useSyncExternalStore(subscribeToPaths, () => pathOf(shape), () => null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context || levels === null || path === null) return;
    onColour(colourIn(context, shape, levels, path));
    drawPart(context, shape, levels, path, css(colour));
  }, [levels, path, shape, colour]);
  return <canvas ref={canvas} aria-hidden="true" width={side * 2} height={side * 2} className="size-11 shrink-0 rounded-lg bg-muted" />;
}

type Context = CanvasRenderingContext2D;

/** Lets the context draw in pixels of the picture, the mask's box in the middle of `size` pixels of canvas. */
function lookAt(context: Context, { box }: ShownMask['shape'], size: number): number {
  const span = Math.max(box.width, box.height) * 1.25;
  const scale = size / span;
  context.setTransform(scale, 0, 0, scale, (span / 2 - box.left - box.width / 2) * scale, (span / 2 - box.top - box.height / 2) * scale);
  return scale;
}

function drawPart(context: Context, shape: ShownMask['shape'], levels: Levels, path: Path2D, colour: string): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, side * 2, side * 2);
  const scale = lookAt(context, shape, side * 2);
  context.drawImage(levels[0], 0, 0, shape.width, shape.height);
  const outside = new Path2D(path);
  outside.rect(-shape.width, -shape.height, shape.width * 3, shape.height * 3);
  context.fillStyle = 'rgb(0 0 0 / 0.6)';
  context.fill(outside, 'evenodd');
  context.lineJoin = 'round';
  strokeRimmed(context, path, scale, colour, 3);
}

function colourIn(context: Context, shape: ShownMask['shape'], levels: Levels, path: Path2D): string {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, sampled, sampled);
  lookAt(context, shape, sampled);
  context.clip(path, 'evenodd');
  context.drawImage(levels[0], 0, 0, shape.width, shape.height);
  context.restore();
  const { data } = context.getImageData(0, 0, sampled, sampled);
  const sum = [0, 0, 0, 0];
  for (let index = 0; index < data.length; index += 4) {
    for (let channel = 0; channel < 3; channel += 1) sum[channel] += data[index + channel] * data[index + 3];
    sum[3] += data[index + 3];
  }
  return sum[3] === 0 ? 'grey' : colourName(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]);
}
