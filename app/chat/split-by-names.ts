// Finds the names of masks in an answer, so that they can be links. The longest name counts where several begin at one place.

export type Segment<Target> = { text: string; target: Target | null };

/** Names are matched as whole words, whatever their case, also in the plural. */
export function splitByNames<Target>(text: string, targets: ReadonlyMap<string, Target>): Segment<Target>[] {
  const names = [...targets.keys()].filter((name) => name.trim() !== '').sort((one, other) => other.length - one.length);
  if (names.length === 0) return text === '' ? [] : [{ text, target: null }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${names.map(escaped).join('|')})s?(?![\\p{L}\\p{N}])`, 'giu');
  const segments: Segment<Target>[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) segments.push({ text: text.slice(from, match.index), target: null });
    const name = names.find((each) => each.toLowerCase() === match[1].toLowerCase())!;
    segments.push({ text: match[0], target: targets.get(name)! });
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push({ text: text.slice(from), target: null });
  return segments;
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
