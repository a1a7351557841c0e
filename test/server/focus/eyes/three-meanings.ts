// Eyes with fixed answers: a click on the middle of a photo of 96 x 96 pixels may mean a door (16 x 16), a car (40 x 40, the likeliest) or a
// street (72 x 72). A second click gives back what it corrects.

import { cellsAcross } from '../../../../server/focus/eyes/drawn-prompt.ts';
import type { Eyes, EyesPrompt, Sight } from '../../../../server/focus/eyes/eyes.ts';
import type { Seeing } from '../../../../server/focus/eyes/seeing.ts';
import type { Engine } from '../../../../server/focus/engine.ts';
import { frameOf, wholePicture } from '../../../../server/focus/frame.ts';
import { readVocabulary } from '../../../../server/focus/recognise/vocabulary.ts';
import { readThresholds } from '../../../../server/focus/recognise/word-thresholds.ts';
import { createPicture, type Picture } from '../../../../server/images/picture.ts';

export const photo = createPicture(96, 96, [90, 120, 60]);
export const middle = { x: 48, y: 48, positive: true };

/** Widths in pixels of the photo, as the network gives them, and the IoU that it expects of each. */
const meanings = [{ across: 16, quality: 0.5 }, { across: 72, quality: 0.3 }, { across: 40, quality: 0.8 }] as const;

const side = 384;
const grid = 96;
// As sure of one of its names as of another: the classes decide.
const taught = ['apple', 'bread', 'cheese'];
const classes = [{ name: 'door', leaves: '0' }, { name: 'car', leaves: '1' }, { name: 'street', leaves: '2' }];
const vocabulary = readVocabulary({ imagenet: 3, names: taught, untaught: [], concepts: [...classes, ...taught.map((name, at) => ({ name, leaves: String(3 + at) }))] });

/** `tabletop`: chance that the picture is a rendered scene. */
export function threeMeanings(tabletop = 0): Seeing {
  const eyes: Eyes = {
    grid,
    look: async (picture, part = wholePicture(picture)): Promise<Sight> => ({ picture, frame: frameOf(part, side), features: {}, shown: new Float32Array(cellsAcross ** 2).fill(1), tabletop }),
    point: async (_, prompts) => prompts.map((prompt) => ({ masks: prompt.earlier ? [corrected(prompt)] : meanings.map(({ across }) => square(across)), quality: prompt.earlier ? [0.9] : meanings.map(({ quality }) => quality), presence: 1 })),
    name: async (_, masks) => masks.map((mask) => {
      const share = mask.reduce((sum, value) => sum + value, 0) / mask.length;
      const classLogits = Float32Array.from(meanings.map(({ across }) => across).sort((one, other) => one - other), (across) => (Math.abs(share - (across / 96) ** 2) < 0.03 ? 9 : -9));
      return { classes: classLogits, names: new Float32Array(taught.length) };
    }),
  };
  return { name: 'fixed', eyes, words: { vocabulary, thresholds: readThresholds({}, 0.3) }, close: async () => undefined };
}

/** As much of an engine as pointing needs. */
export function engineWith(seeing: Seeing): Engine {
  return { seeing, tokenizer: { encode: () => [] }, grid } as unknown as Engine;
}

export function viewOf(picture: Picture): never {
  return { picture } as never;
}

function square(across: number): Float32Array {
  const [from, to] = [(grid - across) / 2, (grid + across) / 2];
  return Float32Array.from({ length: grid ** 2 }, (_, at) => ([at % grid, Math.floor(at / grid)].every((place) => place >= from && place < to) ? 9 : -9));
}

/** The earlier mask as it is. */
function corrected({ earlier }: EyesPrompt): Float32Array {
  const step = grid / cellsAcross;
  return Float32Array.from({ length: grid ** 2 }, (_, at) => (earlier![Math.floor(Math.floor(at / grid) / step) * cellsAcross + Math.floor((at % grid) / step)] > 0.5 ? 9 : -9));
}
