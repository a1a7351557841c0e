// The half of a checkpoint that sees photos: a picture is looked at once, then asked many times what is pointed at or named. No language model.

import { Tensor } from 'onnxruntime-node';
import type { FocusConfig } from '../../../models/focus/config.ts';
import type { Box, Picture } from '../../images/picture.ts';
import { type Frame, frameOf, toPlanes, wholePicture } from '../frame.ts';
import { fitTogether } from '../kept-pixels.ts';
import { openSums } from '../picture-sum.ts';
import { sigmoid } from '../planes.ts';
import type { Sessions, Tensors } from '../sessions.ts';
import { cellsAcross, drawPrompt, flagCount, planeCount, type SquarePrompt } from './drawn-prompt.ts';
import { eyeSquareApart } from './eye-square.ts';

/** A picture, or a part of it, as the eyes have seen it. */
export interface Sight {
  picture: Picture;
  frame: Frame;
  features: Tensors;
  /** [48, 48], 1 where the square shows the picture. */
  shown: Float32Array;
  /** Chance that it is a rendered tabletop scene and no photo, 0 to 1. */
  tabletop: number;
}

/** A prompt, and what its name means among the concepts of the recogniser (numbers of classes, then of names). */
export interface EyesPrompt extends SquarePrompt {
  concepts?: readonly number[];
}

/** What one prompt brings. */
export interface Seen {
  /** Logits [side, side] of each mask: the first answers every prompt, the others are the choices of a click. */
  masks: Float32Array[];
  /** The IoU that each mask is expected to have, 0 to 1. */
  quality: number[];
  /** Chance that there is anything of what was named, 0 to 1. */
  presence: number;
}

export interface Eyes {
  /** Side of the masks. */
  grid: number;
  /** Encodes a picture, or a part of it, once; the newest sights are kept. */
  look(picture: Picture, part?: Box): Promise<Sight>;
  point(sight: Sight, prompts: readonly EyesPrompt[]): Promise<Seen[]>;
  /** Logits of the published classifier's classes and of the names of training, for masks given as shares [48, 48]. */
  name(sight: Sight, masks: readonly Float32Array[]): Promise<{ classes: Float32Array; names: Float32Array }[]>;
}

const pictureInputs = ['shown4', 'shown8', 'shown16', 'shown32', 'under8', 'under16', 'keys8', 'keys16', 'shares'] as const;

export function openEyes(sessions: Sessions, config: FocusConfig, limit = 6): Eyes {
  const { high: side } = config.image;
  const { masks: choices } = config.promptPredictor!;
  const { classes, names } = config.recogniser!;
  const held = new Map<string, { sight: Promise<Sight>; data: Uint8Array }>();
  const sumOf = openSums();

  const see = async (picture: Picture, part: Box): Promise<Sight> => {
    const frame = frameOf(part, side);
    const square = await eyeSquareApart(picture, part, side);
    const { tabletop, ...features } = await sessions.run('look', { image: new Tensor('float32', toPlanes(square), [1, 3, side, side]) });
    return { picture, frame, features, shown: shownCells(frame), tabletop: sigmoid((tabletop.data as Float32Array)[0]) };
  };

  return {
    grid: side / 4,
    look: async (picture, part = wholePicture(picture)) => {
      const id = `${await sumOf(picture)}/${part.left},${part.top},${part.width},${part.height}`;
      const sight = held.get(id)?.sight ?? see(picture, part);
      sight.catch(() => held.delete(id));
      held.delete(id);
      held.set(id, { sight, data: picture.data });
      for (const oldest of held.keys()) {
        if (held.size <= limit && (held.size === 1 || fitTogether(held.values()))) break;
        held.delete(oldest);
      }
      return sight;
    },
    point: async ({ features, shown }, prompts) => {
      const count = prompts.length;
      const cells = cellsAcross ** 2;
      const [planes, flags] = [new Float32Array(count * planeCount * cells), new Float32Array(count * flagCount)];
      const [support, opposed] = [new Float32Array(count * cells), new Float32Array(count * cells)];
      const concepts = new Float32Array(count * (classes + names));
      for (const [at, prompt] of prompts.entries()) {
        const drawn = drawPrompt({ ...prompt, named: prompt.concepts !== undefined }, shown);
        planes.set(drawn.planes, at * drawn.planes.length);
        flags.set(drawn.flags, at * flagCount);
        support.set(drawn.support, at * cells);
        opposed.set(drawn.opposed, at * cells);
        for (const concept of prompt.concepts ?? []) concepts[at * (classes + names) + concept] = 1;
      }
      const tensor = (data: Float32Array, shape: number[]): Tensor => new Tensor('float32', data, [count, ...shape]);
      const found = await sessions.run('point', {
        ...Object.fromEntries(pictureInputs.map((name) => [name, features[name]])),
        planes: tensor(planes, [planeCount, cellsAcross, cellsAcross]), flags: tensor(flags, [flagCount]), concepts: tensor(concepts, [classes + names]),
        support: tensor(support, [cellsAcross, cellsAcross]), opposed: tensor(opposed, [cellsAcross, cellsAcross]),
      });
      const [masks, quality, presence] = (['masks', 'quality', 'presence'] as const).map((name) => found[name].data as Float32Array);
      const size = masks.length / count / choices;
      return prompts.map((_, at) => ({
        masks: Array.from({ length: choices }, (_, choice) => masks.subarray((at * choices + choice) * size, (at * choices + choice + 1) * size)),
        quality: Array.from(quality.subarray(at * choices, (at + 1) * choices), sigmoid),
        presence: sigmoid(presence[at]),
      }));
    },
    name: async ({ features }, masks) => {
      const cells = cellsAcross ** 2;
      const all = new Float32Array(masks.length * cells);
      for (const [at, mask] of masks.entries()) all.set(mask, at * cells);
      const { under8, under16, head } = features;
      const found = await sessions.run('name', { under8, under16, head, mask: new Tensor('float32', all, [masks.length, cellsAcross, cellsAcross]) });
      const rows = (name: string, width: number) => masks.map((_, at) => (found[name].data as Float32Array).slice(at * width, (at + 1) * width));
      const [ofClasses, ofNames] = [rows('classes', classes), rows('names', names)];
      return masks.map((_, at) => ({ classes: ofClasses[at], names: ofNames[at] }));
    },
  };
}

/** Cells of the square whose middle shows the picture. */
function shownCells({ inner, side }: Frame): Float32Array {
  const step = side / cellsAcross;
  const within = (at: number, start: number, length: number): boolean => (at + 0.5) * step >= start && (at + 0.5) * step < start + length;
  return Float32Array.from({ length: cellsAcross ** 2 }, (_, index) =>
    Number(within(index % cellsAcross, inner.left, inner.width) && within(Math.floor(index / cellsAcross), inner.top, inner.height)));
}
