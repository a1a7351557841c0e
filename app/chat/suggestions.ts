// What one may want to say next, from what is there: a picture or none, masks, chosen masks, a fresh edit.

import type { Draft } from './draft.ts';

export interface Suggestion {
  text: string;
  /** Ids of mask versions that it is about. */
  masks: string[];
}

export interface Situation {
  hasPicture: boolean;
  /** Masks on the current picture, newest last. */
  masks: readonly { name: string; versionId: string }[];
  draft: Draft;
  /** What the last answered message did; null before the first. */
  lastAction: string | null;
  /** What the last answer itself suggested. */
  suggested?: readonly string[];
}

const colours = ['red', 'green', 'blue', 'yellow', 'purple'];

export function suggestionsFor({ hasPicture, masks, draft, lastAction, suggested = [] }: Situation): Suggestion[] {
  if (!hasPicture) return plain('a red cube and a blue ball on grass', 'a yellow cone on wood', 'two green stars on stone');
  if (draft.prompts.length > 0) return plain('mark this', 'what is this?', 'remove this').map((each) => ({ ...each, masks: draft.masks }));
  const chosen = masks.filter(({ versionId }) => draft.masks.includes(versionId));
  if (chosen.length > 0) {
    const about = chosen.map(({ versionId }) => versionId);
    return [`make it ${otherColour(chosen[0].name)}`, 'remove this', 'what colour is this?'].map((text) => ({ text, masks: about }));
  }
  if (suggested.length > 0) return plain(...suggested);
  const newest = masks.at(-1);
  if (lastAction === 'segment' && newest !== undefined) {
    return [
      { text: `make it ${otherColour(newest.name)}`, masks: [newest.versionId] },
      { text: 'remove this', masks: [newest.versionId] },
      { text: 'not that one, the other one', masks: [] },
    ];
  }
  if (lastAction === 'none' || lastAction === 'unknown') return plain('mark everything', 'how many objects are there?', 'what is the largest object?');
  if (newest !== undefined) return [...plain('how many objects are there?'), { text: `remove the ${newest.name}`, masks: [] }, ...plain('mark the largest object')];
  return plain('how many objects are there?', 'mark the largest object', 'what is the largest object?');
}

const plain = (...texts: string[]): Suggestion[] => texts.map((text) => ({ text, masks: [] }));
const otherColour = (name: string) => colours.find((colour) => !name.includes(colour))!;
