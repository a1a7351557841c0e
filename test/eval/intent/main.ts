// npm run eval -- intent [--limit N] [--json FILE]: what messages are taken for, and what they do to a picture, on held-out messages.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openFocus } from '../../../server/focus/focus.ts';
import { openClassifier } from '../../../server/focus/intent/classifier.ts';
import { passGate } from '../../../server/focus/intent/gate.ts';
import type { Intent } from '../../../server/focus/intent/intent.ts';
import type { TurnResult } from '../../../server/focus/turn-events.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { shippedSet } from '../measure-all.ts';
import { readSet, readSetPicture } from '../set.ts';
import { noChangeMessages, nounPhrases, operations, wishes } from './messages.ts';
import { isUnderstood, nameOf } from './understood.ts';

interface Line {
  name: string;
  of: number;
  count: number;
  bar: string;
  met: boolean;
  /** The messages that count against it. */
  which: string[];
}

/** At most so many, spread over all. */
const spread = <Item>(items: readonly Item[], limit: number): Item[] => {
  const every = Math.max(1, items.length / limit);
  return items.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
};

const share = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);

export async function evaluateIntent(given: string[]): Promise<void> {
  const { values } = parseArgs({ args: given, options: { limit: { type: 'string' }, json: { type: 'string' } } });
  const limit = Number(values.limit ?? Infinity);
  const started = performance.now();
  const rows = [...(await doneTo(limit)), ...(await understoodAs(limit))];
  for (const { name, of, count, bar, met, which } of rows) {
    process.stdout.write(`${met ? '  ' : '✗ '}${name.padEnd(62)} ${String(count).padStart(4)} of ${String(of).padStart(4)}  ${share(count, of).toFixed(1).padStart(5)} %   ${bar}\n`);
    for (const one of which.slice(0, 40)) process.stdout.write(`      ${one}\n`);
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

/** Whole turns, on scenes of the shipped set: what is changed and marked by messages that ask for nothing of the kind. */
async function doneTo(limit: number): Promise<Line[]> {
  const focus = await openFocus({});
  try {
    const pictures = await readSet(shippedSet);
    const say = async (text: string, index: number): Promise<TurnResult> => {
      const picture = pictures[index % pictures.length];
      const view = await focus.look(await readSetPicture(picture.folder, picture.file));
      // Every other one behind a mark, where "it" has something to mean.
      const before = index % 2 === 0 ? {} : {
        sessionMasks: [{ id: '1', name: picture.masks[0].name, mask: picture.masks[0].mask, score: 0.9 }],
        history: [{ text: `mark the ${picture.masks[0].name}`, answer: { action: 'segment' as const, names: picture.masks[0].name, text: '' } }],
      };
      const steps = focus.turn(view, { text, seed: 1, canStep: { undo: null, redo: null, original: null, restart: null }, ...before });
      let step = await steps.next();
      while (!step.done) step = await steps.next();
      return step.value;
    };
    const talk = spread(await noChangeMessages(), limit);
    const [changed, marked]: [string[], string[]] = [[], []];
    for (const [index, { section, message }] of talk.entries()) {
      const { picture, masks, text } = await say(message, index);
      if (picture !== undefined) changed.push(`${section}: ${message} → ${text}`);
      else if (masks.length > 0) marked.push(`${section}: ${message} → ${text}`);
    }
    const phrases = [...spread(await nounPhrases(), limit), ...spread(pictures.flatMap(({ refs }) => refs.map(({ text }) => text)), limit)];
    const edits: string[] = [];
    for (const [index, phrase] of phrases.entries()) {
      const { picture, text } = await say(phrase, index);
      if (picture !== undefined) edits.push(`${phrase} → ${text}`);
    }
    return [
      { name: 'messages that ask for no change: pictures changed', of: talk.length, count: changed.length, bar: '0', met: changed.length === 0, which: changed },
      { name: 'messages that ask for no change: masks made', of: talk.length, count: marked.length, bar: '≤ 1 %', met: share(marked.length, talk.length) <= 1, which: marked },
      { name: 'noun phrases and expressions: pictures changed', of: phrases.length, count: edits.length, bar: '0', met: edits.length === 0, which: edits },
    ];
  } finally {
    await focus.close();
  }
}

/** What wishes are taken for; nothing is carried out. A mask is there, so that "it" means something. */
async function understoodAs(limit: number): Promise<Line[]> {
  const classifier = await openClassifier(fileURLToPath(new URL('../../../.focus/models', import.meta.url)));
  try {
    const marked = { id: '1', name: 'red cube', mask: boxMask(64, 64, { left: 10, top: 10, width: 20, height: 20 }) };
    const intentOf = async (text: string): Promise<Intent> => (await passGate(classifier, { text, sessionMasks: [marked] })).intent!;
    const [wanted, steps] = [spread(await wishes(), limit), spread(await operations(), limit)];
    const [missed, wrong]: [string[], string[]] = [[], []];
    for (const wish of wanted) {
      const intent = await intentOf(wish.message);
      if (!isUnderstood(intent, wish)) missed.push(`${wish.kind}: ${wish.message} → ${nameOf(intent)}${intent.kind === 'edit' ? ` [${intent.object}] [${intent.wish}]` : ''}`);
    }
    for (const { operation, message } of steps) {
      const name = nameOf(await intentOf(message));
      if (name !== operation) wrong.push(`${operation}: ${message} → ${name}`);
    }
    return [
      { name: 'wishes to change: kind, thing and wish understood', of: wanted.length, count: wanted.length - missed.length, bar: '≥ 95 %', met: share(missed.length, wanted.length) <= 5, which: missed },
      { name: 'undo, back, start over, cut-out, background: right operation', of: steps.length, count: steps.length - wrong.length, bar: '≥ 98 %', met: share(wrong.length, steps.length) <= 2, which: wrong },
    ];
  } finally {
    await classifier.close();
  }
}
