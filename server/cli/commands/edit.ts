import { maskFromPicture } from '../../images/export.ts';
import { commonHelp, commonOptions, invalid, parseSeed, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkPictureFile, writePicture } from '../files.ts';
import { masksToJson, printJson } from '../json.ts';
import { openPicture, withFocus } from '../session.ts';
import { showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';

const options = {
  ...commonOptions,
  mask: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
} as const;

export const edit: Command = {
  summary: 'change something in a picture',
  help: `focus edit IMAGE "INSTRUCTION" --out FILE [options]

Changes what the instruction means: "remove the red cube", "make the ball blue", "replace the cone with a green ring",
"put everything on grass". Bytes outside of the changed region stay as they are.

  --out FILE           where the new picture goes, .png or .jpg (a .jpg stores every pixel anew)
  --mask FILE          the region to change, a picture of the same size, white inside
  --seed N             the same seed gives the same picture
${commonHelp}
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ['IMAGE', '"INSTRUCTION"']);
    const [image, text] = positionals;
    if (values.out === undefined) throw invalid('--out is missing.', 'Say where the new picture goes: --out out.png.');
    const out = values.out;
    checkPictureFile(out, image);
    const seed = parseSeed(values.seed);
    const picture = await openPicture(image, terminal);
    const masks = values.mask === undefined ? [] : [await maskFromPicture(values.mask, picture)];
    const result = await withFocus(terminal, values.checkpoint, async (focus, signal) => {
      return runSteps(focus.turn(await focus.look(picture), { text, masks, seed, edit: true, signal }), terminal);
    });
    if (result.picture !== undefined) await writePicture(out, result.picture);
    const { edit: change } = result;
    if (values.json) {
      printJson(terminal.output, {
        action: result.action,
        text: result.text,
        seed: result.seed,
        masks: masksToJson(result.masks),
        ...(change ? { file: out, changedPixels: change.changedPixels, paintedAt: change.paintedAt } : {}),
      });
      return 0;
    }
    if (change !== undefined) showPicture(terminal, change.picture);
    terminal.output.write(`${result.text}\n`);
    if (change !== undefined) {
      const { width, height } = change.paintedAt;
      terminal.output.write(`  ${out}  seed ${result.seed}  ${change.changedPixels} pixels changed, painted at ${width} x ${height}\n`);
    } else terminal.errors.write('No picture was written.\n');
    return 0;
  },
};
