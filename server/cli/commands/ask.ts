import { commonHelp, commonOptions, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { masksToJson, printJson } from '../json.ts';
import { openPicture, withFocus } from '../session.ts';
import { maskLines, showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';

export const ask: Command = {
  summary: 'ask something about a picture',
  help: `focus ask IMAGE "QUESTION" [options]

Answers a question about a picture. What cannot be told from the picture is said to be so.

${commonHelp}
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, commonOptions, ['IMAGE', '"QUESTION"']);
    const [image, question] = positionals;
    const picture = await openPicture(image, terminal);
    const result = await withFocus(terminal, values.checkpoint, async (focus, signal) => {
      return runSteps(focus.turn(await focus.look(picture), { text: question, edit: false, signal }), terminal);
    });
    if (values.json) {
      printJson(terminal.output, { action: result.action, text: result.text, answer: result.answer.text, masks: masksToJson(result.masks) });
      return 0;
    }
    if (result.masks.length > 0) showPicture(terminal, picture, result.masks.map(({ mask }) => mask));
    terminal.output.write(`${[result.text, ...maskLines(terminal, result.masks)].join('\n')}\n`);
    return 0;
  },
};
