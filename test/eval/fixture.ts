// A small set drawn by fixed code: coloured rectangles on checked ground, with everything a set may hold.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureToPng } from '../../server/images/export.ts';
import type { Mask } from '../../server/images/mask.ts';
import { type Box, createPicture, type Picture } from '../../server/images/picture.ts';
import { boxMask } from '../../server/images/raster.ts';
import { encodeRle } from '../../server/images/rle.ts';

const side = 64;
const colours = { red: [220, 40, 40], green: [40, 160, 60], blue: [50, 80, 220], yellow: [240, 220, 50] } as const;
type Colour = keyof typeof colours;

interface Block {
  colour: Colour;
  box: Box;
}

/** Blocks of scene `index`; every scene has four colours, one of them missing, at places of its own. */
function blocksOf(index: number): Block[] {
  const names = (Object.keys(colours) as Colour[]).filter((_, at) => at !== index % 4);
  return names.map((colour, at) => ({
    colour,
    box: { left: 4 + at * 20 - (index % 2), top: 8 + ((index * 13 + at * 17) % 30), width: 12, height: 16 },
  }));
}

function draw(blocks: readonly Block[]): Picture {
  const picture = createPicture(side, side, [120, 120, 120]);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const light = (Math.floor(x / 3) + Math.floor(y / 3)) % 2 === 0 ? 90 : 160;
      const block = blocks.findLast(({ box }) => maskOfBox(box).data[y * side + x] === 1);
      // Blocks are lit from above, so that a flat patch is not the same as a block.
      const shade = block === undefined ? 1 : 1.1 - (0.6 * (y - block.box.top)) / block.box.height;
      const colour = block === undefined ? [light, light, light] : colours[block.colour];
      picture.data.set(colour.map((value) => Math.min(255, Math.round(value * shade))), (y * side + x) * 3);
    }
  }
  return picture;
}

function maskOfBox(box: Box): Mask {
  return boxMask(side, side, box);
}

/** Writes the set of `count` pictures into a new folder and gives its path. */
export async function writeFixture(count = 4): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'focus-set-'));
  const lines: string[] = [];
  for (let index = 0; index < count; index += 1) lines.push(JSON.stringify(await writeScene(folder, index)));
  await writeFile(join(folder, 'set.jsonl'), `${lines.join('\n')}\n`);
  return folder;
}

async function writeScene(folder: string, index: number): Promise<object> {
  const blocks = blocksOf(index);
  const missing = (Object.keys(colours) as Colour[])[index % 4];
  const save = async (name: string, picture: Picture): Promise<string> => {
    await writeFile(join(folder, name), await pictureToPng(picture));
    return name;
  };
  const [first, second, third] = blocks;
  const recoloured: Block = { ...second, colour: missing };
  return {
    id: `scene-${index}`,
    file: await save(`${index}.png`, draw(blocks)),
    width: side,
    height: side,
    source: 'drawn by the test',
    licence: 'Apache-2.0',
    qa: [
      { q: `is there a ${missing} block`, a: 'no', kind: 'exists' },
      { q: `is there a ${first.colour} block`, a: 'yes', kind: 'exists' },
      { q: 'which colour is missing', a: missing, kind: 'colour' },
    ],
    masks: blocks.map(({ colour, box }) => ({ name: `${colour} block`, ...encodeRle(maskOfBox(box)) })),
    refs: [
      ...blocks.map(({ colour }, at) => ({ text: `the ${colour} block`, kind: 'attribute', masks: [at] })),
      { text: 'every block', kind: 'plural', masks: [0, 1, 2] },
      { text: `the ${missing} block`, kind: 'none', masks: [] },
      { text: 'what stands furthest to the left', kind: 'reason', mask: 0 },
    ],
    dialogues: [
      {
        kind: 'refine',
        candidates: 3,
        turns: [
          { text: 'the block', first: [0] },
          { text: 'no, the one in the middle', masks: [1] },
        ],
      },
      {
        kind: 'dialogue',
        turns: [
          { text: `the ${first.colour} block`, masks: [0] },
          { text: 'also the one on the right', masks: [0, 2] },
        ],
      },
    ],
    edits: [
      { instruction: `remove the ${first.colour} block`, kind: 'remove', mask: 0, target: await save(`${index}-remove.png`, draw([second, third])) },
      {
        instruction: `paint the ${second.colour} block ${missing}`,
        kind: 'recolour',
        mask: 1,
        target: await save(`${index}-recolour.png`, draw([first, recoloured, third])),
        region: encodeRle(maskOfBox(second.box)),
      },
    ],
  };
}
