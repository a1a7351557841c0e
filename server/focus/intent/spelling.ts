// Slips of the finger in the words that matter: those that ask for a change, colours, shapes.

const known = [
  'remove', 'erase', 'replace', 'change', 'colour', 'color', 'recolour', 'paint', 'background', 'transparent', 'brighter', 'darker', 'lighter', 'brighten', 'darken', 'contrast', 'saturation',
  'brightness', 'rotate', 'resize', 'straighten', 'mirror', 'pixelate', 'blurry', 'horizontally', 'vertically', 'greyscale', 'grayscale', 'original', 'picture', 'image', 'photo', 'please', 'could', 'would', 'make', 'turn',
  'purple', 'yellow', 'orange', 'green', 'white', 'black', 'pyramid', 'cylinder', 'sphere', 'instead', 'disappear', 'everything', 'object', 'objects', 'things', 'cubes', 'balls', 'cones', 'rings', 'stars', 'mark', 'select', 'highlight', 'undo', 'redo', 'what', 'whats', 'wheres', 'which', 'where', 'many', 'there', 'thing', 'delete', 'crop', 'flip', 'blur', 'cube', 'ball', 'cone', 'ring', 'star',
] as const;

/** The text with words that are no words of English but one slip away from a known one put right. `isWord` says what is a word. */
export function mended(text: string, isWord: (word: string) => boolean): string {
  return text.replace(/[\p{L}]{3,}/gu, (word) => {
    const lower = word.toLowerCase();
    if (isWord(lower)) return word;
    const near = known.filter((one) => (one.length >= 4 || lower.length === one.length) && oneSlip(lower, one));
    return near.length === 1 ? near[0] : word;
  });
}

/** Whether two words differ by one letter more, less or other, or by two neighbours changed over. */
function oneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}
