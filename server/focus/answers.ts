// What the model says, as sentences for people.

import type { EditKind } from './special-tokens.ts';

/** Score under which a mask is shown as a guess. */
const unsureBelow = 0.4;

/** How sure the model must be of an answer in words to say it flatly. */
const unsureWords = 0.35;

export const cannotTell = 'I cannot tell that from the picture.';

/** "red" → "Red."; "cannot tell" → a sentence; an answer the model is not sure of says so. */
export function answerSentence(text: string, confidence = 1): string {
  if (isCannotTell(text)) return cannotTell;
  const clean = text.trim();
  return confidence < unsureWords ? `I am not sure, perhaps ${endWithStop(clean)}` : endWithStop(capitalise(clean));
}

function isCannotTell(text: string): boolean {
  return /\bcan ?not tell\b/.test(text);
}

/** "green cone" → "There is no green cone in this picture." */
export function noneSentence(phrase: string): string {
  const plural = isPlural(phrase) || /^(things|objects)\b/.test(phrase);
  return phrase === '' ? 'There is nothing like that in this picture.' : `There ${plural ? 'are' : 'is'} no ${phrase} in this picture.`;
}

/** Of a click on bare ground. */
export const nothingThere = 'I see nothing to mark there.';

/** What was marked, and how sure the model is of it. */
export function segmentSentence(names: readonly string[], score: number, empty: boolean): string {
  const what = listed(counted(names).map(definite));
  if (empty) return names.length === 0 ? 'I cannot find that in the picture.' : `I cannot find ${what} in the picture.`;
  const marked = names.length === 0 ? 'what you pointed at' : what;
  if (score >= unsureBelow) return `I marked ${marked}.`;
  return `I am not sure: this may be ${marked} (${Math.round(score * 100)} % sure).`;
}

export function editSentence(kind: EditKind, names: readonly string[], description: string): string {
  const what = names.length === 0 ? 'it' : listed(counted(names).map(definite));
  const wanted = description === '' ? 'something else' : withArticle(description);
  switch (kind) {
    case 'remove': return `I removed ${what}.`;
    case 'recolour': return `I made ${what} ${description === '' ? 'another colour' : description}.`;
    case 'replace': return `I replaced ${what} with ${wanted}.`;
    case 'background': return `I changed the background${description === '' ? '' : ` to ${description}`}.`;
    case 'generate': return `I put ${wanted} there.`;
  }
}

/** Of a new background where it cannot be told from the things. */
export const groundUnknown = 'I cannot tell the background from the things here, so the picture stays as it is. Click on what should stay, and say it again.';

export const nothingToEdit = 'I could not find what to change, so the picture stays as it is.';

/** "red cube", "red cube" → "2 red cubes". */
function counted(names: readonly string[]): string[] {
  return [...new Set(names)].map((name) => {
    const count = names.filter((other) => other === name).length;
    return count === 1 ? name : `${count} ${name}s`;
  });
}

function definite(name: string): string {
  if (/^\d+ |^(the|object \d) ?|^everything /.test(name)) return name;
  return `the ${name.replace(/^(\w+ half of) /, '$1 the ')}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function withArticle(phrase: string): string {
  if (isPlural(phrase)) return phrase;
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

function isPlural(phrase: string): boolean {
  return /[^s]s$/.test(phrase);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function endWithStop(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
