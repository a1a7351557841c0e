// FOCUS as the command line sees it, with fixed answers, and a terminal that is two strings.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Terminal } from '../../../server/cli/command.ts';
import { main } from '../../../server/cli/main.ts';
import { CancelledError, InputError } from '../../../server/errors.ts';
import type { Focus } from '../../../server/focus/focus.ts';
import type { TurnEvent, TurnResult } from '../../../server/focus/turn-events.ts';
import type { TurnInput } from '../../../server/focus/turn-input.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../server/images/raster.ts';

export const grey: Picture = createPicture(40, 30, [128, 128, 128]);

/** What was asked of the fake, in order. */
export interface Log {
  turns: TurnInput[];
  pictures: Picture[];
  closed: number;
}

function fakeFocus(log: Log): Focus {
  return {
    look: async (picture: Picture) => {
      log.pictures.push(picture);
      return { picture };
    },
    turn: (view: { picture: Picture }, input: TurnInput) => {
      log.turns.push(input);
      return fakeTurn(view.picture, input);
    },
    segmentClasses: async ({ picture }: { picture: Picture }, names: string[]) =>
      names.map((name) => ({ name, masks: name === 'cube' ? [redCube(picture)] : [] })),
    draw: async function* (caption: string, { seed = 7 } = {}) {
      if (caption.trim() === '') throw new InputError({ code: 'message-empty', message: 'The caption is empty.' });
      yield { type: 'edit-progress', step: 1, of: 1 };
      return { kind: 'draw', picture: createPicture(16, 16, [1, 2, 3]), seed };
    },
    close: async () => {
      log.closed += 1;
    },
  } as unknown as Focus;
}

function redCube({ width, height }: Picture, name = 'red cube') {
  return { name, mask: boxMask(width, height, { left: 4, top: 6, width: 10, height: 8 }), score: 0.93 };
}

/**
 * Answers questions, knows no green cone, marks a red cube or what is clicked, turns what it edits white; "wait" goes on until
 * Ctrl-C, which it presses itself once it runs. */
async function* fakeTurn(picture: Picture, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult> {
  const { text, points = [], seed = 5, signal } = input;
  const words = (action: 'answer' | 'none', said: string): TurnResult => {
    return { action, text: said, answer: { action, names: '', text: said }, masks: [], seed };
  };
  if (text === '' && points.length === 0 && !input.boxes && !input.scribbles && !input.masks?.length) {
    throw new InputError({ code: 'message-empty', message: 'The message is empty.', hint: 'Ask something.' });
  }
  if (text.includes('wait')) {
    await new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => resolve());
      process.emit('SIGINT');
    });
    throw new CancelledError();
  }
  if (text.startsWith('what')) return words('answer', 'Red.');
  if (text.includes('green cone')) return words('none', 'There is no green cone in this picture.');
  const [point] = points;
  const marked = point
    ? { name: 'clicked', mask: discMask(picture.width, picture.height, point, 3), score: 0.5 }
    : redCube(picture);
  if (!text.startsWith('remove')) {
    const alternatives = point && points.length === 1 ? [{ ...redCube(picture, 'whole'), choice: point.choice === 1 ? 0 : 1 }] : undefined;
    return { ...words('answer', `I marked the ${marked.name}.`), action: 'segment', masks: [marked], alternatives };
  }
  yield { type: 'edit-progress', step: 1, of: 2 };
  const data = picture.data.map((value, index) => (marked.mask.data[Math.floor(index / 3)] === 1 ? 255 : value));
  const edited = { ...picture, data };
  const edit = { kind: 'remove' as const, picture: edited, region: marked.mask, changedPixels: 80, seed, paintedAt: { width: 64, height: 64 } };
  return { ...words('answer', 'I removed the red cube.'), action: 'remove', masks: [marked], picture: edited, edit };
}

export interface Run {
  code: number;
  output: string;
  errors: string;
  log: Log;
}

/** Runs a command line with the fake behind it; `input` are the lines of standard input. */
export async function runFocus(args: string[], { input = '', terminal = {} }: { input?: string; terminal?: Partial<Terminal> } = {}): Promise<Run> {
  const log: Log = { turns: [], pictures: [], closed: 0 };
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const text = { output: '', errors: '' };
  output.on('data', (chunk) => (text.output += chunk));
  errors.on('data', (chunk) => (text.errors += chunk));
  const code = await main(args, {
    input: Readable.from([input]),
    output,
    errors,
    environment: {},
    open: async () => fakeFocus(log),
    ...terminal,
  });
  return { code, ...text, log };
}

/** A folder with a grey picture "grey.png" that goes away with the test. */
export async function pictureFolder(t: TestContext): Promise<{ folder: string; image: string; at: (name: string) => string }> {
  const folder = await mkdtemp(join(tmpdir(), 'focus-cli-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  await writeFile(at('grey.png'), await pictureToPng(grey));
  return { folder, image: at('grey.png'), at };
}
