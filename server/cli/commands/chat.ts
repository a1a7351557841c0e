// A conversation about a picture, line by line: from a terminal, or from a pipe.

import { createInterface } from 'node:readline';
import { FocusError } from '../../errors.ts';
import { commonHelp, commonOptions, readArguments } from '../arguments.ts';
import { answerLine, type Chat, greet } from '../chat/answer-line.ts';
import { Conversation } from '../chat/conversation.ts';
import { parseLine, slashHelp } from '../chat/slash-command.ts';
import type { Command, Terminal } from '../command.ts';
import { openPicture } from '../session.ts';

const interrupted = 130;

export const chat: Command = {
  summary: 'talk about a picture',
  help: `focus chat IMAGE [options]

${slashHelp}
${commonHelp.split('\n').slice(1).join('\n')}
`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, { checkpoint: commonOptions.checkpoint }, ['IMAGE']);
    const picture = await openPicture(positionals[0], terminal);
    const focus = await terminal.open({ folder: values.checkpoint });
    try {
      const state: Chat = { focus, terminal, conversation: new Conversation(focus, picture) };
      greet(state, positionals[0]);
      terminal.output.write('Ask, mark or change something; /help tells how, /quit ends.\n');
      return await converse(state, terminal);
    } finally {
      await focus.close();
    }
  },
};

async function converse(state: Chat, terminal: Terminal): Promise<number> {
  const isTerminal = terminal.input.isTTY === true && terminal.output.isTTY === true;
  const lines = createInterface({ input: terminal.input, output: isTerminal ? terminal.output : undefined, terminal: isTerminal, prompt: '> ' });
  let running: AbortController | null = null;
  let asked = false;
  let code = 0;
  const interrupt = () => {
    // The first Ctrl-C stops what runs, or asks at the prompt; the next one, before anything else is typed, quits.
    if (asked || running?.signal.aborted) {
      code = interrupted;
      lines.close();
    } else if (running) running.abort();
    else {
      asked = true;
      terminal.output.write('\nCtrl-C again or /quit ends.\n');
      lines.prompt();
    }
  };
  lines.on('SIGINT', interrupt);
  process.on('SIGINT', interrupt);
  try {
    if (isTerminal) lines.prompt();
    for await (const line of lines) {
      asked = false;
      if (line.trim() !== '') {
        running = new AbortController();
        if ((await answered(state, line, running.signal)) === 'quit') break;
        running = null;
      }
      if (code !== 0) break;
      if (isTerminal) lines.prompt();
    }
  } finally {
    process.removeListener('SIGINT', interrupt);
    lines.close();
  }
  return code;
}

/** A line that fails says why and the conversation goes on. */
async function answered(state: Chat, line: string, signal: AbortSignal): Promise<'quit' | 'next'> {
  try {
    const parsed = parseLine(line);
    if (parsed.kind === 'quit') return 'quit';
    await answerLine(state, parsed, signal);
  } catch (error) {
    if (!FocusError.isInstance(error)) throw error;
    state.terminal.errors.write(`${error.line}\n`);
  }
  return 'next';
}
