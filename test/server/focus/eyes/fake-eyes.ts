// Eyes that see discs: a click marks the disc under it as a part (half as wide), a thing and a group; a word marks the discs that have its concept.

import type { Eyes, EyesPrompt, Seen, Sight } from '../../../../server/focus/eyes/eyes.ts';
import { frameOf, intoFrame, wholePicture } from '../../../../server/focus/frame.ts';
import { type Box, createPicture, type Picture } from '../../../../server/images/picture.ts';

export interface Disc {
  /** Pixels of the picture. */
  x: number;
  y: number;
  radius: number;
  /** What it is: numbers of leaves. */
  concepts: number[];
  colour?: [number, number, number];
}

export interface FakeEyes extends Eyes {
  /** Prompts that were asked, with the part of the picture they were asked about. */
  asked: { part: Box; prompt: EyesPrompt }[];
}

const [side, grid] = [384, 96];

/** A grey picture with the discs drawn on it. */
export function pictureOf(discs: readonly Disc[], width = 384, height = 384): Picture {
  const picture = createPicture(width, height, [128, 128, 128]);
  for (const { x, y, radius, colour = [200, 40, 40] } of discs) {
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) < radius) picture.data.set(colour, (row * width + column) * 3);
      }
    }
  }
  return picture;
}

export function fakeEyes(discs: readonly Disc[], leafCount: number): FakeEyes {
  const asked: FakeEyes['asked'] = [];
  const see = (picture: Picture, part: Box): Sight =>
    ({ picture, frame: frameOf(part, side), features: {}, shown: new Float32Array(48 * 48).fill(1), tabletop: 0 });

  const logits = ({ frame }: Sight, inside: (x: number, y: number) => boolean): Float32Array => {
    const scale = frame.box.width / frame.inner.width;
    return Float32Array.from({ length: grid * grid }, (_, at) => {
      const [x, y] = [((at % grid) + 0.5) * (side / grid), (Math.floor(at / grid) + 0.5) * (side / grid)];
      return inside(frame.box.left + (x - frame.inner.left) * scale, frame.box.top + (y - frame.inner.top) * scale) ? 8 : -8;
    });
  };
  const within = ({ x, y, radius }: Disc, px: number, py: number, share = 1): boolean => Math.hypot(px - x, py - y) < radius * share;

  const answer = (sight: Sight, prompt: EyesPrompt): Seen => {
    const nothing = logits(sight, () => false);
    if (prompt.concepts !== undefined) {
      const meant = discs.filter(({ concepts }) => concepts.some((one) => prompt.concepts!.includes(one)));
      const mask = logits(sight, (x, y) => meant.some((disc) => within(disc, x, y)));
      return { masks: [mask, nothing, nothing, nothing], quality: [0.9, 0, 0, 0], presence: meant.length > 0 ? 0.95 : 0.02 };
    }
    const click = prompt.clicks?.find(({ positive }) => positive);
    const corner = prompt.box && { x: (prompt.box.left + prompt.box.right) / 2, y: (prompt.box.top + prompt.box.bottom) / 2 };
    const at = click ?? corner;
    const hit = at && discs.find((disc) => {
      const placed = intoFrame(disc, sight.frame);
      return Math.hypot(placed.x - at.x, placed.y - at.y) < (disc.radius * sight.frame.inner.width) / sight.frame.box.width;
    });
    if (!hit) return { masks: [nothing, nothing, nothing, nothing], quality: [0.1, 0.1, 0.1, 0.1], presence: 0.5 };
    const mask = (share: number): Float32Array => logits(sight, (x, y) => within(hit, x, y, share));
    return { masks: [mask(1), mask(0.5), mask(1), logits(sight, (x, y) => discs.some((disc) => within(disc, x, y)))], quality: [0.7, 0.6, 0.9, 0.5], presence: 1 };
  };

  return {
    grid, asked,
    look: async (picture, part = wholePicture(picture)) => see(picture, part),
    point: async (sight, prompts) => prompts.map((prompt) => {
      asked.push({ part: sight.frame.box, prompt });
      return answer(sight, prompt);
    }),
    name: async (sight, masks) => masks.map((mask) => {
      const middle = mask.reduce((sum, share, at) => ({ x: sum.x + share * (at % 48), y: sum.y + share * Math.floor(at / 48), all: sum.all + share }), { x: 0, y: 0, all: 0 });
      const hit = discs.find((disc) => {
        const placed = intoFrame(disc, sight.frame);
        return Math.hypot(placed.x / 8 - middle.x / middle.all - 0.5, placed.y / 8 - middle.y / middle.all - 0.5) < disc.radius / 8;
      });
      const classes = new Float32Array(1000);
      const names = new Float32Array(leafCount - 1000);
      for (const concept of hit?.concepts ?? []) (concept < 1000 ? classes : names)[concept < 1000 ? concept : concept - 1000] = 20;
      return { classes, names };
    }),
  };
}
