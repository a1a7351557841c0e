// Refuses at the door what the model would refuse anyway, so that a slip is answered at once and is not kept as a failed
// turn. Codes, limits and words are those of server/focus/turn-input.ts, which knows the tokenizer and has the last say.

import { InputError } from '../errors.ts';
import type { Pointed } from './requests.ts';

const limits = { characters: 2000, prompts: 16 } as const;

export interface Said {
  text: string;
  prompts: readonly Pointed[];
  masks: readonly string[];
}

/** @throws InputError unless something is said and everything pointed at lies in the picture. */
export function checkSaid({ text, prompts, masks }: Said, picture: { width: number; height: number } | null): void {
  const pointed = prompts.length + masks.length;
  if (text.length > limits.characters) {
    const characters = text.length.toLocaleString('en-US');
    throw new InputError({
      code: 'message-too-long',
      message: `The message has ${characters} characters; at most ${limits.characters.toLocaleString('en-US')} are read.`,
      status: 413,
      hint: 'Say it in a sentence or two.',
    });
  }
  if (text.trim() === '' && pointed === 0) {
    throw refuse('message-empty', 'The message is empty.', 'Ask something, or point at something in the picture.');
  }
  if (pointed > limits.prompts) {
    const message = `${pointed} clicks, boxes, strokes and masks at once; at most ${limits.prompts} are read.`;
    throw refuse('too-many-prompts', message, 'Send fewer.');
  }
  if (picture === null) {
    if (pointed > 0) throw refuse('session-without-picture', 'The session has no picture yet, so nothing can be pointed at.', 'Describe a picture to draw, or begin a session with a picture.');
    return;
  }
  for (const prompt of prompts) checkPrompt(prompt, picture);
  checkChoice(prompts, masks);
}

function checkPrompt(prompt: Pointed, picture: { width: number; height: number }): void {
  if (prompt.kind === 'point') checkPlace('point', prompt, picture);
  if (prompt.kind === 'box') checkBox(prompt, picture);
  if (prompt.kind !== 'scribble') return;
  if (prompt.points.length === 0) throw refuse('scribble-empty', 'A scribble has no points.', 'Draw at least one point.');
  for (const point of prompt.points) checkPlace('scribble', point, picture);
}

function checkChoice(prompts: readonly Pointed[], masks: readonly string[]): void {
  const chosen = prompts.map((prompt) => (prompt.kind === 'point' ? prompt.choice ?? 0 : 0));
  if (chosen.every((choice) => choice === 0)) return;
  const [first] = prompts;
  const alone = prompts.every(({ kind }) => kind === 'point') && masks.length === 0;
  if (alone && first.kind === 'point' && first.positive && chosen.slice(1).every((choice) => choice === 0)) return;
  throw refuse('choice-needs-click', 'A choice is of a first click on what is meant, with nothing but clicks behind it.', 'Leave the choice out, or point with clicks alone.');
}

function checkPlace(what: 'point' | 'scribble', { x, y }: { x: number; y: number }, { width, height }: { width: number; height: number }): void {
  if (x >= 0 && y >= 0 && x < width && y < height) return;
  throw refuse(
    `${what}-outside`,
    `The ${what} (${x}, ${y}) lies outside the picture, which has ${width} x ${height} pixels.`,
    `Use 0 to ${width - 1} across and 0 to ${height - 1} down.`,
  );
}

function checkBox(box: Extract<Pointed, { kind: 'box' }>, picture: { width: number; height: number }): void {
  const { left, top } = box;
  const [right, bottom] = [left + box.width, top + box.height];
  const text = `(${left}, ${top}, ${right}, ${bottom})`;
  if (!(box.width > 0 && box.height > 0)) throw refuse('box-empty', `The box ${text} has no area.`, 'Give two opposite corners.');
  if (left < picture.width && top < picture.height && right > 0 && bottom > 0) return;
  const message = `The box ${text} lies outside the picture, which has ${picture.width} x ${picture.height} pixels.`;
  throw refuse('box-outside', message, 'Draw it on the picture.');
}

function refuse(code: string, message: string, hint: string): InputError {
  return new InputError({ code, message, hint });
}
