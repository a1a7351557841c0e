// Lines that begin with "/": "/click 40,60 12,80,- the ball" → its name, its coordinates, its words.

import { InputError } from '../../errors.ts';
import type { TurnInput } from '../../focus/turn-input.ts';
import { parseBox, parsePoint, parseScribble } from '../arguments.ts';

export const slashHelp = `  TEXT                        ask, mark or change something: "what is left of the cone?", "the red cube",
                              "not that one, the other one", "make it blue"
  /click X,Y[,-] … [TEXT]     click on what is meant; with ",-" on what is not
  /box X1,Y1,X2,Y2 [TEXT]     draw a box
  /scribble X,Y X,Y … [TEXT]  draw a stroke
  /masks                      list the masks of the conversation
  /show [ID]                  show the picture again, with one mask or all
  /undo                       take the last turn back
  /save mask [ID] FILE.png    write a mask; the newest without ID
  /save picture FILE.png      write the picture as it is now
  /open FILE                  begin anew with another picture
  /draw CAPTION               draw a new picture and go on with it
  /help  /quit
Coordinates are pixels from the upper left corner. Ctrl-C stops what is running; at the prompt, twice quits.
`;

/** One line of the chat, understood. */
export type ChatLine =
  | { kind: 'say'; said: Pick<TurnInput, 'text' | 'points' | 'boxes' | 'scribbles'> }
  | { kind: 'masks' | 'undo' | 'help' | 'quit' }
  | { kind: 'show'; id: string | null }
  | { kind: 'save-mask'; id: string | null; file: string }
  | { kind: 'save-picture'; file: string }
  | { kind: 'open'; file: string }
  | { kind: 'draw'; caption: string };

/** @throws InputError `command-unknown` or `command-incomplete`, or what the coordinates are refused for. */
export function parseLine(line: string): ChatLine {
  const text = line.trim();
  if (!text.startsWith('/')) return { kind: 'say', said: { text } };
  const [name, ...words] = text.slice(1).split(/\s+/);
  const rest = text.slice(1 + name.length).trim();
  switch (name) {
    case 'click':
    case 'point': {
      const { coordinates, text: words } = split(rest, name);
      return { kind: 'say', said: { text: words, points: coordinates.map(parsePoint) } };
    }
    case 'box': {
      const { coordinates, text: words } = split(rest, name);
      return { kind: 'say', said: { text: words, boxes: coordinates.map(parseBox) } };
    }
    case 'scribble': {
      const { coordinates, text: words } = split(rest, name);
      return { kind: 'say', said: { text: words, scribbles: [parseScribble(coordinates.join(' '))] } };
    }
    case 'masks':
    case 'undo':
    case 'help':
    case 'quit':
      return { kind: name };
    case 'exit':
      return { kind: 'quit' };
    case 'show':
      return { kind: 'show', id: words[0] ?? null };
    case 'save':
      return parseSave(words);
    case 'open':
      return { kind: 'open', file: required(rest, 'open FILE') };
    case 'draw':
      return { kind: 'draw', caption: required(rest, 'draw CAPTION') };
    default:
      throw new InputError({ code: 'command-unknown', message: `There is no command /${name}.`, hint: 'Type /help.' });
  }
}

/** The leading words that look like coordinates, and the words behind them. */
function split(rest: string, name: string): { coordinates: string[]; text: string } {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const first = words.findIndex((word) => !/^-?[\d.]+,/.test(word));
  const coordinates = first === -1 ? words : words.slice(0, first);
  if (coordinates.length === 0) throw incomplete(`${name} X,Y`);
  return { coordinates, text: first === -1 ? '' : words.slice(first).join(' ') };
}

function parseSave([what, ...names]: string[]): ChatLine {
  if (what === 'picture' && names.length === 1) return { kind: 'save-picture', file: names[0] };
  if (what === 'mask' && names.length === 1) return { kind: 'save-mask', id: null, file: names[0] };
  if (what === 'mask' && names.length === 2) return { kind: 'save-mask', id: names[0], file: names[1] };
  throw incomplete('save mask [ID] FILE.png" or "/save picture FILE.png');
}

function required(rest: string, usage: string): string {
  if (rest === '') throw incomplete(usage);
  return rest;
}

function incomplete(usage: string): InputError {
  return new InputError({ code: 'command-incomplete', message: `Write it as "/${usage}".`, hint: 'Type /help.' });
}
