import type { Alternative } from '../../focus/turn-events.ts';
import { maskFromPicture } from '../../images/export.ts';
import { type Mask, union } from '../../images/mask.ts';
import { commonHelp, commonOptions, invalid, parseBox, parseChoice, parsePoint, parseScribble, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkMaskFile, writeMask } from '../files.ts';
import { masksToJson, printJson } from '../json.ts';
import { openPicture, withFocus } from '../session.ts';
import { alternativeLines, maskLines, type NamedMask, showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';

const options = {
  ...commonOptions,
  point: { type: 'string', multiple: true },
  box: { type: 'string', multiple: true },
  scribble: { type: 'string', multiple: true },
  mask: { type: 'string', multiple: true },
  choice: { type: 'string' },
  classes: { type: 'string' },
  out: { type: 'string' },
} as const;

export const segment: Command = {
  summary: 'mark what is meant in a picture',
  help: `focus segment IMAGE ["EXPRESSION"] [options]

Marks what an expression means ("the red cube", "all balls left of the cone"), what is pointed at, or both together.
Where nothing is meant by it ("the green cone" without one), that is said and no file is written.

  --point X,Y[,-]      a click; with ",-" on what is not meant; may be repeated
  --box X1,Y1,X2,Y2    a box; may be repeated
  --scribble X,Y;X,Y…  a stroke; may be repeated
  --choice N           on a photo, what the first click means: 0 the likeliest, 1 and 2 the
                       alternatives that are listed without it
  --mask FILE          a rough mask of the picture's size, white inside; may be repeated
  --classes A,B,C      instead of an expression: everything of these classes, a mask each
  --out FILE.png       write the mask, 255 inside; with --classes one file a class, FILE-class.png
${commonHelp}

Coordinates are pixels from the upper left corner.
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ['IMAGE', '"EXPRESSION"'], 1);
    const [image, text = ''] = positionals;
    const classes = values.classes?.split(',').map((name) => name.trim()).filter((name) => name !== '');
    if (classes !== undefined && (classes.length === 0 || text !== '' || values.point || values.box || values.scribble || values.mask)) {
      throw invalid('--classes stands alone and names at least one class.', 'Write it as --classes "cube,red ball".');
    }
    if (values.out !== undefined) checkMaskFile(values.out, image);
    const points = values.point?.map(parsePoint);
    const choice = parseChoice(values.choice, points);
    const prompts = {
      points: choice === undefined ? points : points?.map((point, at) => (at === 0 ? { ...point, choice } : point)),
      boxes: values.box?.map(parseBox),
      scribbles: values.scribble?.map(parseScribble),
    };
    const picture = await openPicture(image, terminal);
    const masks = await Promise.all((values.mask ?? []).map((file) => maskFromPicture(file, picture)));
    const { action, text: said, masks: found, alternatives = [] } = await withFocus(terminal, values.checkpoint, async (focus, signal): Promise<Found> => {
      const view = await focus.look(picture);
      if (classes !== undefined) return summary(await focus.segmentClasses(view, classes, { signal }));
      return runSteps(focus.turn(view, { text, ...prompts, masks, edit: false, signal }), terminal);
    });
    if (values.out !== undefined) await writeMasks(values.out, found, classes);
    if (values.json) {
      const others = alternatives.map(({ choice: number, ...mask }) => ({ choice: number, ...masksToJson([mask])[0] }));
      printJson(terminal.output, { action, text: said, masks: masksToJson(found), alternatives: others });
      return 0;
    }
    showPicture(terminal, picture, found.map(({ mask }) => mask));
    terminal.output.write(`${[said, ...maskLines(terminal, found), ...alternativeLines(alternatives)].join('\n')}\n`);
    if (values.out !== undefined && found.length === 0) terminal.errors.write('No mask was written.\n');
    return 0;
  },
};

interface Found {
  action: string;
  text: string;
  masks: NamedMask[];
  alternatives?: Alternative[];
}

/** "cube: 2, ball: 0" and all masks, each with its class as name. */
function summary(classes: { name: string; masks: NamedMask[] }[]): Found {
  const masks = classes.flatMap(({ name, masks: found }) => found.map((mask) => ({ ...mask, name })));
  return { action: 'segment', text: classes.map(({ name, masks: found }) => `${name}: ${found.length}`).join(', '), masks };
}

/** One file of everything, or with classes one file for each class that was found. */
async function writeMasks(file: string, found: readonly NamedMask[], classes: readonly string[] | undefined): Promise<void> {
  if (classes === undefined) {
    if (found.length > 0) await writeMask(file, everything(found));
    return;
  }
  for (const name of classes) {
    const masks = found.filter((mask) => mask.name === name);
    const part = name.replace(/[^a-z0-9]+/gi, '-');
    if (masks.length > 0) await writeMask(file.replace(/\.png$/i, `-${part}.png`), everything(masks));
  }
}

function everything(found: readonly NamedMask[]): Mask {
  return found.map(({ mask }) => mask).reduce(union);
}
