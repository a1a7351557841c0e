// focus COMMAND …: what people and scripts type. Run as `npm run -s focus -- COMMAND …`.

import { FocusError, InputError } from '../errors.ts';
import { openFocus } from '../focus/focus.ts';
import type { Command, Terminal } from './command.ts';
import { adjust } from './commands/adjust.ts';
import { ask } from './commands/ask.ts';
import { chat } from './commands/chat.ts';
import { draw } from './commands/draw.ts';
import { edit } from './commands/edit.ts';
import { segment } from './commands/segment.ts';
import { printJson } from './json.ts';

const commands: Record<string, Command> = { chat, ask, segment, edit, adjust, draw };

const help = `focus COMMAND …

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
  .join('\n')}

"focus COMMAND --help" tells more. From the project's folder: npm run -s focus -- COMMAND …
`;

/** Runs one command and gives the exit code: 0, or 1 with one line on the error stream. */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      (name === undefined ? terminal.errors : terminal.output).write(help);
      return name === undefined ? 1 : 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      throw new InputError({
        code: 'command-unknown',
        message: `There is no command "${name}".`,
        hint: `Use ${Object.keys(commands).join(', ')} or --help.`,
      });
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.output.write(command.help);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    const known = FocusError.isInstance(error) ? error : unexpected(error);
    if (rest.includes('--json')) printJson(terminal.output, { error: known });
    terminal.errors.write(`${known.line}\n`);
    return 1;
  }
}

/** What nobody foresaw is still one line; FOCUS_DEBUG=1 shows where it came from. */
function unexpected(error: unknown): FocusError {
  if (process.env.FOCUS_DEBUG) console.error(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new FocusError({
    code: 'unexpected',
    message: `Something went wrong that should not: ${reason}`,
    status: 500,
    hint: 'Set FOCUS_DEBUG=1 to see where, and report it.',
    cause: error,
  });
}

if (process.argv[1] === import.meta.filename) {
  // A reader that goes away ("focus ask … | head") is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = await main(process.argv.slice(2), {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
    open: openFocus,
  });
}
