import { InputError } from '../errors.ts';
import { throwIfStopped } from './cancel.ts';
import type { Engine } from './engine.ts';
import { markClass } from './eyes/mark-named.ts';
import { seeingFor } from './eyes/seeing.ts';
import { findMasks } from './find.ts';
import type { NamedMask } from './turn-events.ts';
import { checkText } from './turn-input.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** Names at once; each is a short turn of its own. */
const mostClasses = 64;

/**
 * All things of each class in a view. A class without things has no masks.
 * @throws InputError `message-empty`, `message-too-long`, `too-many-classes`
 */
export async function segmentClasses(
  engine: Engine,
  view: View,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<{ name: string; masks: NamedMask[] }[]> {
  if (names.length > mostClasses) {
    throw new InputError({ code: 'too-many-classes', message: `${names.length} class names at once; at most ${mostClasses} are read.`, hint: 'Send fewer.' });
  }
  const seeing = await seeingFor(engine.seeing, view.picture);
  const found = [];
  for (const name of names) {
    throwIfStopped(signal);
    checkText(name, (text) => engine.tokenizer.encode(text).length);
    if (name.trim() === '') throw new InputError({ code: 'message-empty', message: 'A class name is empty.', hint: 'Give each class a name.' });
    if (seeing !== null) {
      found.push({ name, masks: await markClass(seeing, view.picture, name, signal) });
      continue;
    }
    const request = { text: name, regions: [], sessionMasks: [], history: [] };
    const { answer, predicted } = await understood(engine, view, request, ['segment', 'none'], signal);
    found.push({ name, masks: predicted === null ? [] : await findMasks(engine, view, answer.names, predicted, { signal }) });
  }
  return found;
}
