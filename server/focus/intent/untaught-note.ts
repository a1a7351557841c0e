import { withoutPoliteness } from './phrase.ts';
import { untaughtNoun } from './taught.ts';

const pointing = /^(?:mark|select|segment|highlight|outline|show(?: me)?|find|locate|point (?:out|at)|pick|circle|trace|mask|detect|spot|choose|indicate|identify|where (?:is|are)|a mask of|the mask of)\s+/i;

/** What is to be said of a mark whose noun the model was not taught, and which it did not name so; empty where there is none. */
export function untaughtNote(text: string, names: string): string {
  const noun = untaughtNoun(withoutPoliteness(text).replace(pointing, ''));
  return noun === null || names.toLowerCase().includes(noun) || !/^[a-z' -]+$/.test(noun) ? '' : ` I was not taught “${noun}”, so it may be something else.`;
}
