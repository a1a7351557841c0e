/** Whether nothing in it would look otherwise as Markdown. */
export function isPlain(text: string): boolean {
  return !/[*_`#[\]|<>~\\]|https?:|^\s*([-+]|\d+[.)])\s+\S|\n\s*\n/m.test(text);
}

/** "2." is an answer, not an empty list. */
export function numbersAsText(text: string): string {
  return text.replace(/^(\s*\d+)\.(?=\s*$)/gm, '$1\\.');
}
