import { commonHelp, commonOptions, invalid, parseSeed, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkPictureFile, writePicture } from '../files.ts';
import { printJson } from '../json.ts';
import { withFocus } from '../session.ts';
import { showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';

const options = { ...commonOptions, seed: { type: 'string' }, out: { type: 'string' } } as const;

export const draw: Command = {
  summary: 'draw a picture from a caption',
  help: `focus draw "CAPTION" --out FILE [options]

Draws what a caption says: "a red cube and a blue ball on grass".

  --out FILE           where the picture goes, .png or .jpg
  --seed N             the same seed gives the same picture
${commonHelp}
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ['"CAPTION"']);
    if (values.out === undefined) throw invalid('--out is missing.', 'Say where the picture goes: --out out.png.');
    const out = values.out;
    checkPictureFile(out);
    const seed = parseSeed(values.seed);
    const drawn = await withFocus(terminal, values.checkpoint, (focus, signal) =>
      runSteps(focus.draw(positionals[0], { seed, signal }), terminal),
    );
    await writePicture(out, drawn.picture);
    const { width, height } = drawn.picture;
    if (values.json) {
      printJson(terminal.output, { action: 'draw', file: out, seed: drawn.seed, width, height });
      return 0;
    }
    showPicture(terminal, drawn.picture);
    terminal.output.write(`${out}  seed ${drawn.seed}  ${width} x ${height} pixels\n`);
    return 0;
  },
};
