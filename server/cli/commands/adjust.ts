import { adjust as change } from '../../images/adjust/adjust.ts';
import { adjustmentSchema, needsMask } from '../../images/adjust/adjustment.ts';
import { maskFromPicture } from '../../images/export.ts';
import { area, type Mask, union } from '../../images/mask.ts';
import type { Picture } from '../../images/picture.ts';
import { commonHelp, commonOptions, invalid, parseBox, parsePoint, readArguments } from '../arguments.ts';
import type { Command, Terminal } from '../command.ts';
import { checkPictureFile, writePicture } from '../files.ts';
import { printJson } from '../json.ts';
import { openPicture, withFocus } from '../session.ts';
import { showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';

const numbers = ['strength', 'hue', 'saturation', 'lightness', 'contrast', 'warmth', 'level', 'radius', 'size', 'edge', 'margin', 'aspect', 'width', 'height', 'degrees'] as const;
const words = ['colour', 'target', 'to', 'direction'] as const;

const options = {
  ...commonOptions,
  ...Object.fromEntries([...numbers, ...words].map((name) => [name, { type: 'string' }] as const)) as Record<(typeof numbers)[number] | (typeof words)[number], { type: 'string' }>,
  mask: { type: 'string', multiple: true },
  text: { type: 'string' },
  point: { type: 'string', multiple: true },
  box: { type: 'string' },
  behind: { type: 'string' },
  'whole-canvas': { type: 'boolean' },
  out: { type: 'string' },
} as const;

export const adjust: Command = {
  summary: 'change a picture exactly, without the model',
  help: `focus adjust IMAGE KIND --out FILE [options]

KIND is one of
  recolour --colour C        another colour; light, dark and texture stay (--strength, --lightness)
  tone                       --hue DEGREES --saturation --lightness --contrast --warmth, each -100 to 100
  grey, fill --colour C, threshold --level N, blur --radius N, sharpen, pixelate --size N
  cut-out                    the thing on a transparent ground, trimmed (--whole-canvas: not trimmed)
  background --to W          transparent, colour (--colour), blur (--radius), grey, picture (--behind FILE)
  crop                       to the mask (--margin N), to --box X1,Y1,X2,Y2, or to a form (--aspect 1.5)
  resize --width N --height N, rotate --degrees 90, flip --direction horizontal, straighten --degrees 2.5

What is meant; the whole picture where nothing is said:
  --mask FILE          a picture of the same size, white inside; may be repeated
  --text "THE THING"   what the model marks for it; --point X,Y[,-] likewise, may be repeated
  --target WHERE       mask, background (everything but it) or picture
  --edge N             width of the soft border, pixels

  --out FILE           where the new picture goes, .png or .jpg (a .jpg has no transparency)
${commonHelp}

Bytes beyond what is meant stay as they are. Colours are names ("dark green") or #rrggbb.
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ['IMAGE', 'KIND']);
    const [image, kind] = positionals;
    if (values.out === undefined) throw invalid('--out is missing.', 'Say where the new picture goes: --out out.png.');
    checkPictureFile(values.out, image);
    const request = {
      ...Object.fromEntries(numbers.flatMap((name) => (values[name] === undefined ? [] : [[name, numberOf(name, values[name])]]))),
      ...Object.fromEntries(words.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))),
      ...(values['whole-canvas'] ? { trim: false } : {}),
      ...(kind === 'crop' && values.box !== undefined ? { box: whole(parseBox(values.box)) } : {}),
      // The picture itself is handed over beside it.
      ...(values.behind === undefined ? {} : { picture: '00000000-0000-4000-8000-000000000000' }),
      kind,
    };
    const parsed = adjustmentSchema.safeParse(request);
    if (!parsed.success) throw refused(parsed.error.issues[0]);
    const picture = await openPicture(image, terminal);
    const masks = await Promise.all((values.mask ?? []).map((file) => maskFromPicture(file, picture)));
    const behind = values.behind === undefined ? undefined : await openPicture(values.behind, terminal);
    const found = await mark(terminal, picture, { text: values.text, points: values.point, checkpoint: values.checkpoint });
    const all = [...masks, ...found];
    if (all.length === 0 && (values.text !== undefined || values.point !== undefined || needsMask(parsed.data))) {
      throw invalid('Nothing is marked that this could be done to.', 'Give --mask FILE, --text "the thing" or --point X,Y.');
    }
    const { picture: result, changedPixels, markedPixels, outsidePixels } = change(picture, all.length === 0 ? null : all.reduce(union), parsed.data, behind);
    await writePicture(values.out, result);
    if (values.json) {
      printJson(terminal.output, { action: 'adjust', kind, file: values.out, width: result.width, height: result.height, changedPixels, markedPixels, outsidePixels, outsideEqual: outsidePixels === 0, adjustment: parsed.data });
      return 0;
    }
    showPicture(terminal, result);
    terminal.output.write(`  ${values.out}  ${result.width} x ${result.height}  ${changedPixels} pixels changed${markedPixels === null ? '' : ` of ${markedPixels} meant`}\n`);
    return 0;
  },
};

/** What the model marks for words and clicks; it is opened only where there are any. */
async function mark(terminal: Terminal, picture: Picture, { text = '', points = [], checkpoint }: { text?: string; points?: string[]; checkpoint?: string }): Promise<Mask[]> {
  if (text === '' && points.length === 0) return [];
  const clicks = points.map(parsePoint);
  const { masks } = await withFocus(terminal, checkpoint, async (focus, signal) => runSteps(focus.turn(await focus.look(picture), { text, points: clicks, edit: false, permitted: ['segment', 'none'], signal }), terminal));
  return masks.map(({ mask }) => mask).filter((mask) => area(mask) > 0);
}

function numberOf(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw invalid(`--${name} ${text} is not a number.`);
  return value;
}

function whole({ left, top, width, height }: ReturnType<typeof parseBox>): ReturnType<typeof parseBox> {
  return { left: Math.floor(left), top: Math.floor(top), width: Math.ceil(width), height: Math.ceil(height) };
}

function refused(issue: { code: string; path: PropertyKey[]; message: string; keys?: string[] }): Error {
  if (issue.path[0] === 'kind') return invalid('There is no operation of that name.', 'See focus adjust --help.');
  if (issue.keys !== undefined) return invalid(`${issue.keys.map((key) => `--${key}`).join(', ')} means nothing for this operation.`);
  return invalid(issue.path.length === 0 ? `It is not complete: ${issue.message}.` : `--${String(issue.path[0])} is missing or wrong: ${issue.message}.`);
}
