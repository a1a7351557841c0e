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
