// Colours as people write them.

import { modeHsl, modeHwb, modeLab, modeLch, modeOklab, modeOklch, modeRgb, parse, useMode } from 'culori/fn';

type Rgb = readonly [number, number, number];

for (const mode of [modeHsl, modeHwb, modeLab, modeLch, modeOklab, modeOklch]) useMode(mode);
const rgb = useMode(modeRgb);

/** Words of daily life that CSS has under another name. */
const spoken: Record<string, string> = { 'sky blue': 'skyblue', rose: 'hotpink', cream: 'cornsilk', mint: 'mediumaquamarine', mustard: 'goldenrod', wine: 'darkred', charcoal: '#36454f', apricot: '#fbceb1', 'off white': 'whitesmoke', burgundy: '#800020', petrol: '#005f6a', lilac: 'plum', ochre: '#cc7722' };

/** "red", "light blue", "dark-grey", "#1a2b3c", "#abc", "rgb(1 2 3)" as red, green, blue from 0 to 255; null for what is no opaque colour. */
export function readColour(text: string): Rgb | null {
  const plain = text.trim().toLowerCase().replace(/^(?:a|an|the)\s+/, '').replace(/\bcolou?r(?:ed)?\b/g, '').trim();
  const joined = plain.replace(/[\s-]+/g, '');
  // "navy blue" is navy, "light blue" is light blue.
  const first = /^(\w+)\s+(?:red|green|blue|yellow|orange|brown|pink|purple|gr[ea]y|black|white)$/.exec(plain)?.[1];
  const tries = [spoken[plain.replace(/-/g, ' ')], plain, joined, joined.replace(/^(?:bright|pure|plain)/, ''), /^[0-9a-f]{6}$/.test(plain) ? `#${plain}` : undefined, first];
  for (const one of tries) {
    const found = one === undefined || one === 'transparent' ? undefined : rgb(parse(one));
    if (found === undefined || (found.alpha ?? 1) < 1) continue;
    return [found.r, found.g, found.b].map((value) => Math.round(Math.min(1, Math.max(0, value)) * 255)) as unknown as Rgb;
  }
  return null;
}

/** The last colour that a sentence names, as it was written: "make it dark green, please" gives "dark green"; null where there is none. */
export function colourIn(text: string): string | null {
  const exact = /#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:rgb|hsl)\([^)]*\)/i.exec(text)?.[0];
  if (exact !== undefined && readColour(exact) !== null) return exact;
  const words = text.toLowerCase().replace(/[^a-z\s-]/g, ' ').split(/\s+/).filter((word) => word !== '');
  for (let end = words.length; end > 0; end -= 1) {
    for (const length of [3, 2, 1]) {
      const phrase = words.slice(Math.max(0, end - length), end);
      // "a", "the" and the like belong to no colour.
      if (phrase.length < length || !/^[a-z-]{3,}$/.test(phrase[0]) || /^(?:the|make|into|with|pure)$/.test(phrase[0])) continue;
      if (readColour(phrase.join(' ')) !== null) return phrase.join(' ');
    }
  }
  return null;
}
