// Which masks a person means who goes on from what was marked.

import { isPlural, splitNames } from './instances.ts';
import type { TurnInput } from './turn-input.ts';

export type SessionMask = NonNullable<TurnInput['sessionMasks']>[number];

/** The masks of the last answer, or the newest one where that was of another; empty where there is none, or the last answer was in words. */
export function markedLast({ sessionMasks = [], history = [] }: Pick<TurnInput, 'sessionMasks' | 'history'>): SessionMask[] {
  const last = history.at(-1)?.answer;
  if (last !== undefined && last.action !== 'segment') return [];
  const names = splitNames(last?.names ?? '');
  const most = names.some(isPlural) ? Infinity : Math.max(1, names.length);
  const marked: SessionMask[] = [];
  for (const mask of [...sessionMasks].reverse()) {
    // A mask that was chosen, or is of before, has another name than those of the answer.
    const named = names.some((one) => one === mask.name || one === `${mask.name}s`);
    if (marked.length === most || (marked.length > 0 && !named)) break;
    marked.unshift(mask);
  }
  return marked;
}
