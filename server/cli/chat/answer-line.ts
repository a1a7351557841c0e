// What the chat does with one line: text in, text out.

import { InputError } from '../../errors.ts';
import type { Focus } from '../../focus/focus.ts';
import type { Terminal } from '../command.ts';
import { writeMask, writePicture } from '../files.ts';
import { openPicture } from '../session.ts';
import { maskLines, showPicture } from '../show.ts';
import { runSteps } from '../steps.ts';
import { Conversation, type Said } from './conversation.ts';
import { type ChatLine, slashHelp } from './slash-command.ts';

/** The state that lines change. */
export interface Chat {
  focus: Focus;
  conversation: Conversation;
  terminal: Terminal;
}

/** Carries a line out. Throws FocusError, CancelledError among them; the conversation is then as before. */
export async function answerLine(chat: Chat, line: Exclude<ChatLine, { kind: 'quit' }>, signal: AbortSignal): Promise<void> {
  const { terminal, conversation } = chat;
  const print = (text: string) => terminal.output.write(`${text}\n`);
  switch (line.kind) {
    case 'say':
      return say(chat, { ...line.said, signal });
    case 'help':
      return void terminal.output.write(slashHelp);
    case 'masks':
      return void print(conversation.masks.length === 0 ? 'There are no masks yet.' : maskLines(terminal, conversation.masks).join('\n'));
    case 'show': {
      const masks = line.id === null ? conversation.masks : [maskOf(conversation, line.id)];
      showPicture(terminal, conversation.picture, masks.map(({ mask }) => mask));
      const { width, height } = conversation.picture;
      return void print([`${width} x ${height} pixels`, ...maskLines(terminal, masks)].join('\n'));
    }
    case 'undo':
      print(conversation.undo() ? 'The last turn is taken back.' : 'There is nothing to take back.');
      return showPicture(terminal, conversation.picture);
    case 'save-mask':
      await writeMask(line.file, maskOf(conversation, line.id).mask);
      return void print(`Wrote ${line.file}.`);
    case 'save-picture':
      await writePicture(line.file, conversation.picture);
      return void print(`Wrote ${line.file}.`);
    case 'open': {
      const picture = await openPicture(line.file, terminal);
      chat.conversation = new Conversation(chat.focus, picture);
      return greet(chat, line.file);
    }
    case 'draw': {
      const drawn = await runSteps(chat.focus.draw(line.caption, { signal }), terminal);
      chat.conversation = new Conversation(chat.focus, drawn.picture);
      return greet(chat, `a drawing with seed ${drawn.seed}`);
    }
  }
}

/** Shows the picture a conversation begins with. */
export function greet({ terminal, conversation }: Chat, name: string): void {
  const { width, height } = conversation.picture;
  showPicture(terminal, conversation.picture);
  terminal.output.write(`${name}, ${width} x ${height} pixels.\n`);
}

async function say({ terminal, conversation }: Chat, said: Said): Promise<void> {
  const result = await runSteps(conversation.say(said), terminal);
  if (result.picture !== undefined) showPicture(terminal, result.picture);
  else if (result.made.length > 0) showPicture(terminal, conversation.picture, result.made.map(({ mask }) => mask));
  const lines = [result.text, ...maskLines(terminal, result.made)];
  if (result.edit !== undefined) lines.push(`  seed ${result.seed}  ${result.edit.changedPixels} pixels changed`);
  terminal.output.write(`${lines.join('\n')}\n`);
}

function maskOf(conversation: Conversation, id: string | null) {
  const mask = id === null ? conversation.masks.at(-1) : conversation.masks.find((one) => one.id === id);
  if (mask !== undefined) return mask;
  throw new InputError({
    code: 'mask-missing',
    message: id === null ? 'There are no masks yet.' : `There is no mask ${id}.`,
    hint: 'Type /masks for the list.',
  });
}
