// What is said in the twelve conversations of the contact sheet. Which scene and which things they are about is drawn by lot
// from the pictures that have what a conversation needs; the answers play no part in it.

import { area, boundingBox, type Mask } from '../../../server/images/mask.ts';
import type { Point } from '../../../server/images/raster.ts';
import { pick, type Random, randomFrom } from '../random.ts';
import type { SetPicture } from '../set.ts';

export interface Said {
  text: string;
  /** A click that goes along. */
  at?: Point;
}

export interface Plan {
  title: string;
  /** Null where the first sentence asks for a picture. */
  picture: SetPicture | null;
  turns: Said[];
}

interface Thing {
  name: string;
  colour: string;
  shape: string;
  mask: Mask;
}

/** What a conversation may be about: things of one name each, some of a shape of their own, shapes with several. */
interface Cast {
  things: Thing[];
  alone: Thing[];
  several: Thing[];
  /** Colour and shape that both stand on the table, but not together. */
  absent: string[];
  random: Random;
}

type Script = { title: string; needs(cast: Cast): boolean; tell(cast: Cast): Said[] };

const colours = ['red', 'green', 'blue', 'yellow', 'purple', 'orange', 'white', 'black', 'cyan'];
const shapes = ['cube', 'ball', 'cylinder', 'cone', 'pyramid', 'ring', 'star'];
const grounds = ['grass', 'wood', 'sand', 'tiles', 'stone'];
/** Pixels under which a thing is hard to see for the eye on the sheet. */
const smallest = 80;

const any = <Item>(random: Random, items: readonly Item[], but?: Item): Item => {
  const left = items.filter((item) => item !== but);
  return left[pick(random, left.length)];
};
const named = (name: string): string => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;

const scripts: Script[] = [
  { title: 'ask, then mark', needs: ({ alone }) => alone.length > 0, tell({ alone, random }) {
    const { shape } = any(random, alone);
    return [{ text: `what colour is the ${shape}?` }, { text: 'show me where it is' }, { text: 'what is it made of?' }];
  } },
  { title: 'correct by words', needs: ({ things }) => things.length > 2, tell({ things, random }) {
    const first = any(random, things);
    const second = any(random, things, first);
    return [{ text: `mark the ${first.name}` }, { text: `no, the ${second.name}` }, { text: `also the ${first.name}` }];
  } },
  { title: 'mark and correct by clicks', needs: ({ things }) => things.length > 2, tell({ things, random }) {
    const first = any(random, things);
    const second = any(random, things, first);
    return [{ text: '', at: inside(first.mask) }, { text: 'this too', at: inside(second.mask) }, { text: `without the ${first.name}` }];
  } },
  { title: 'the one beside it', needs: ({ things }) => things.length > 3, tell({ things, random }) {
    return [{ text: `where is the ${any(random, things).name}?` }, { text: 'now the one next to it' }, { text: 'what colour is it?' }];
  } },
  { title: 'several at once', needs: ({ several }) => several.length > 0, tell({ several, random }) {
    const { shape } = any(random, several);
    return [{ text: `how many ${shape}s are there?` }, { text: `mark all the ${shape}s` }, { text: 'everything else' }];
  } },
  { title: 'no such thing', needs: ({ things, absent }) => things.length > 1 && absent.length > 0, tell({ things, absent, random }) {
    return [{ text: `mark the ${any(random, absent)}` }, { text: `is there ${named(any(random, things).name)}?` }, { text: 'mark it' }];
  } },
  { title: 'a part of it', needs: ({ things }) => things.length > 1, tell({ things, random }) {
    return [{ text: `the ${any(random, things).name}` }, { text: 'only its left half' }, { text: 'invert the mask' }];
  } },
  { title: 'a new colour', needs: ({ things }) => things.length > 1, tell({ things, random }) {
    const { name, colour } = any(random, things);
    return [{ text: `show me the ${name}` }, { text: `make it ${any(random, colours, colour)}` }, { text: 'what colour is it now?' }];
  } },
  { title: 'remove', needs: ({ things }) => things.length > 2, tell({ things, random }) {
    const first = any(random, things);
    return [{ text: `remove the ${first.name}` }, { text: `is there still ${named(first.name)}?` }, { text: `remove the ${any(random, things, first).name} too` }];
  } },
  { title: 'replace, then a new ground', needs: ({ things }) => things.length > 1, tell({ things, random }) {
    const { name, shape } = any(random, things);
    const wanted = any(random, shapes, shape);
    return [{ text: `replace the ${name} with ${named(`${any(random, colours)} ${wanted}`)}` }, { text: `mark the ${wanted}` }, { text: `change the background to ${any(random, grounds)}` }];
  } },
];

/** Pictures asked for without one. */
function drawnPlan(random: Random): Plan {
  const [one, other] = [0, 1].map(() => `${any(random, colours)} ${any(random, shapes)}`);
  const turns = [{ text: `draw ${named(one)} and ${named(other)} on ${any(random, grounds)}` }, { text: `mark the ${one}` }, { text: `remove the ${other}` }];
  return { title: 'a picture from words', picture: null, turns };
}

/** A click on a thing of a photo and what may be said of any photo. */
export function photoPlan(picture: SetPicture, at: Point): Plan {
  return { title: 'a photo', picture, turns: [{ text: '', at }, { text: 'what is this?', at }, { text: 'remove it' }] };
}

/** A conversation of each kind, each about another picture of the set; the same seed gives the same. */
export function drawPlans(pictures: readonly SetPicture[], seed: string): Plan[] {
  const used = new Set<SetPicture>();
  const about = scripts.flatMap(({ title, needs, tell }) => {
    const random = randomFrom(`${seed}/${title}`);
    // Pictures are tried in an order by lot: looking at all of them takes longer than the conversations.
    const order = pictures.map((picture) => ({ picture, lot: random() })).sort((one, other) => one.lot - other.lot);
    for (const { picture } of order) {
      const cast = castOf(picture, random);
      if (used.has(picture) || !needs(cast)) continue;
      used.add(picture);
      return [{ title, picture, turns: tell(cast) }];
    }
    return [];
  });
  return [...about, drawnPlan(randomFrom(`${seed}/drawn`))];
}

function castOf(picture: SetPicture, random: Random): Cast {
  const all = picture.masks.filter(({ partOf, name }) => partOf === undefined && name.split(' ').length === 2).map(({ name, mask }): Thing => {
    const [colour, shape] = name.split(' ');
    return { name, colour, shape, mask };
  });
  const alike = (one: Thing, key: 'name' | 'shape'): number => all.filter((other) => other[key] === one[key]).length;
  const seen = all.filter(({ mask }) => area(mask) >= smallest);
  const pairs = all.flatMap(({ colour }) => all.map(({ shape }) => `${colour} ${shape}`));
  return {
    things: seen.filter((one) => alike(one, 'name') === 1),
    alone: seen.filter((one) => alike(one, 'shape') === 1),
    several: all.filter((one) => alike(one, 'shape') > 1),
    absent: pairs.filter((pair) => all.every(({ name }) => name !== pair)),
    random,
  };
}

/** The pixel of a mask that is nearest to the middle of its box. */
function inside(mask: Mask): Point {
  const box = boundingBox(mask);
  if (box === null) throw new Error('the mask is empty');
  const middle = { x: box.left + (box.width - 1) / 2, y: box.top + (box.height - 1) / 2 };
  const away = (pixel: number): number => Math.hypot((pixel % mask.width) - middle.x, Math.floor(pixel / mask.width) - middle.y);
  let best = mask.data.indexOf(1);
  for (let pixel = best; pixel < mask.data.length; pixel += 1) if (mask.data[pixel] === 1 && away(pixel) < away(best)) best = pixel;
  return { x: best % mask.width, y: Math.floor(best / mask.width) };
}
