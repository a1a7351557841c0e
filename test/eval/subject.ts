// What is evaluated, as the measures see it: something that looks at a picture and answers. `product.ts` puts FOCUS
// behind it; tests put known answers behind it.

import { createMask, type Mask, union } from '../../server/images/mask.ts';
import type { Box, Picture } from '../../server/images/picture.ts';
import type { Point } from '../../server/images/raster.ts';

export interface Question {
  text: string;
  points?: (Point & { positive: boolean })[];
  boxes?: Box[];
  scribbles?: Point[][];
  masks?: Mask[];
  /** What was said before: the masks of the session and the turns, oldest first. */
  before?: { masks: { id: string; name: string; mask: Mask }[]; turns: { text: string; reply: Reply }[] };
  seed?: number;
}

export interface Reply {
  /** What the model did: answer, segment, none, remove, replace, recolour, background, generate, draw. */
  action: string;
  text: string;
  /** What people read. */
  sentence?: string;
  masks: { name: string; mask: Mask; score: number }[];
  /** What else a click may have meant. */
  alternatives?: { name: string; mask: Mask; score: number }[];
  /** The edited picture. */
  picture?: Picture;
}

/** One picture that was looked at. */
export interface Look {
  picture: Picture;
  ask(question: Question): Promise<Reply>;
  /** Everything in the picture that a name alone stands for; action none where there is nothing. */
  name(name: string): Promise<Reply>;
}

export interface Subject {
  look(picture: Picture): Promise<Look>;
  /** The masks of things in every frame of a clip, by frame and thing, given their masks in the first. */
  follow(frames: readonly Picture[], first: readonly Mask[]): Promise<Mask[][]>;
  close(): Promise<void>;
}

/** Everything a reply segments, as one mask; empty where it segments nothing. */
export function maskOf(reply: Reply, size: { width: number; height: number }): Mask {
  return reply.masks.reduce((sum, { mask }) => union(sum, mask), createMask(size.width, size.height));
}
