// The sentences in which changes are asked of the model, in the words it was taught.

import { z } from 'zod';

export const editKinds = z.enum(['remove', 'recolour', 'replace', 'background', 'generate']);
export type EditKind = z.output<typeof editKinds>;

/** `target` names what is changed; null where a mask or a place says it. `to`: the colour, the new thing, the new ground. */
export function editSentence(kind: EditKind, target: string | null, to: string): string {
  const what = target === null ? 'this' : withArticle(target, 'the');
  switch (kind) {
    case 'remove': return `remove ${what}`;
    case 'recolour': return `make ${what} ${to}`;
    case 'replace': return `replace ${what} with ${withArticle(to, 'a')}`;
    case 'background': return `change the background to ${to}`;
    case 'generate': return `put ${withArticle(to, 'a')} here`;
  }
}

/** Agents leave articles out; the model was taught with them. */
export function withArticle(phrase: string, article: 'the' | 'a'): string {
  const words = phrase.trim();
  if (/^(the|an?|all|every|each|any|both|this|that|these|those|it|them|everything|what|which|something|only|just)\b/i.test(words)) return words;
  if (article === 'the') return `the ${words}`;
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}
