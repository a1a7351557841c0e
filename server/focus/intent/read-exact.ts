// The parameters of an exact operation, as far as words give them.

import { colourNumber, colourPattern } from './colours.ts';
import { type ExactWish, exactWishSchema, type Target } from './exact-wish.ts';
import type { ExactKind } from './kinds.ts';
import { isBackground, isPronoun, isWholePicture, withoutPoliteness } from './phrase.ts';

/** What the words say of an exact operation of this kind; null where something it cannot do without is missing (a colour, a size). */
export function readExact(kind: ExactKind, text: string): ExactWish | null {
  const clean = withoutPoliteness(text).toLowerCase().replace(/\s+/g, ' ');
  const wish = wishOf(kind, clean);
  const parsed = exactWishSchema.safeParse(wish);
  return parsed.success ? parsed.data : null;
}

function wishOf(kind: ExactKind, text: string): unknown {
  const colour = lastColour(text);
  switch (kind) {
    case 'cutout': return { operation: kind, target: targetIn(text, 'chosen') };
    case 'background-remove': case 'background-grey': return { operation: kind, target: subjectIn(text) };
    case 'background-blur': return { operation: kind, target: subjectIn(text), ...radiusIn(text) };
    case 'background-colour': return { operation: kind, target: subjectIn(text), colour };
    case 'adjust': return { operation: kind, target: targetIn(text, 'picture'), ...amountsIn(text) };
    case 'grey': return { operation: kind, target: targetIn(text, 'picture') };
    case 'blur': return { operation: kind, target: targetIn(text, 'chosen'), ...radiusIn(text) };
    case 'pixelate': return { operation: kind, target: targetIn(text, 'chosen'), ...blockIn(text) };
    case 'fill': return { operation: kind, target: targetIn(text, 'chosen'), colour: colour ?? (/black out/.test(text) ? '#000000' : /white out|blank out/.test(text) ? '#ffffff' : undefined) };
    case 'crop': return { operation: kind, target: targetIn(text, 'chosen'), ...cropIn(text) };
    case 'resize': return { operation: kind, ...sizeIn(text) };
    case 'rotate': return { operation: kind, quarterTurns: quarterTurnsIn(text) };
    case 'flip': return { operation: kind, axis: /vertical|upside|top to bottom|top and bottom|up and down/.test(text) ? 'vertical' : 'horizontal' };
    case 'straighten': return { operation: kind, ...degreesIn(text) };
  }
}

/** A recolouring as an exact operation; null for what names no colour. */
export function exactRecolour(object: string | null, wish: string): ExactWish | null {
  const colour = colourNumber(wish);
  return colour === null ? null : { operation: 'recolour', target: object === null ? { kind: 'chosen' } : targetOf(object), colour };
}

export function targetOf(phrase: string): Target {
  if (isPronoun(phrase)) return { kind: 'chosen' };
  if (isWholePicture(phrase)) return { kind: 'picture' };
  if (isBackground(phrase)) return { kind: 'background' };
  return { kind: 'thing', name: phrase.trim() };
}

const verbs = "(?:cut(?: out| down| away)?|crop(?: out| down)?|clip(?: out)?|snip(?: out)?|keep(?: only| just)?|save|export|extract|isolate|separate|lift|free|make|turn(?: up| down)?|convert|change|brighten(?: up)?|darken|lighten(?: up)?|dim|tone down|tone|bring(?: up| down)?|saturate|desaturate|decolou?ri[sz]e|blur(?: out)?|smudge|soften|unsharpen|pixell?at(?:e|ion)|pixelise|mosaic|censor|anonymi[sz]e|redact|hide|cover|fill(?: in)?|paint(?: over)?|flood|black out|white out|blank out|trim|give me|get me|i want|i need|i'?d like|i only want|put|apply|add|use|create|increase|raise|boost|up|lower|reduce|decrease|lessen|drop|crank up|lift|shift|adjust|bump|remove|take|drain|colou?r|have|let|render)";
const ends = "(?: (?:\\d+ ?(?:%|percent|px|pixels?|degrees).*|out(?: of (?:the|this) .*)?|to a transparent .*|(?:from|on|onto|off|with|as|in|by|into|to|for|a bit|a little|a lot|much|slightly|some|strongly|completely|fully|brighter|darker|lighter|blurry|blurred|pixelated|black and white|black & white|b&w|bw|gr[ea]y(?:scale)?|monochrome|colourless|unsharp|fuzzy|soft|more|less|unrecogni[sz]able|and (?:remove|delete|drop|erase|throw)|warmer|cooler|paler|around|up|down|too|punchier|blockier|blurrier|a mosaic|pixelly|blocky|a touch|a tad)\\b.*))?$";

const phrases: readonly RegExp[] = [
  /\b(?:cut-?out|sticker|clipping|mask|png|brightness|contrast|saturation|exposure|lightness|vibrance|hue|colou?rs?|blur|mosaic|pixelation|pixels|version) (?:out )?(?:of|on|over|from) (?<t>(?:just |only )?.+?)(?: (?:by|to|with|up|down|a bit|a little|a lot|slightly|as|on|please)\b.*)?$/,
  /\b(?:everything|all) (?:but|except(?: for)?|other than|apart from) (?<t>.+)$/,
  /\b(?:only|just) (?<t>.+?)(?: (?:on|with|as|is left|in frame|remains)\b.*)?$/,
  /\bcrop.* (?:down to|to|around|close to|on) (?<t>(?!square|a square|\d).+)$/, /\b(?:trim|cut)(?: .*)? (?:down to|to|around) (?<t>(?!square|a square|\d).+)$/,
  new RegExp(`^${verbs} (?<t>.+?)${ends}`),
];

/** What an operation is done to; `otherwise` where nothing is named. */
function targetIn(text: string, otherwise: 'chosen' | 'picture'): Target {
  for (const pattern of phrases) {
    const found = pattern.exec(text)?.groups?.t.replace(/^(?:just|only) /, '').replace(/(?:'s|’s)$/, '').trim();
    if (!found || /^(?:the )?(?:more|less|some|brightness|contrast|saturation|exposure|lightness|vibrance|hue|a bit|a little|a|an|in|selection|edges|borders|sides|top|bottom|(?:left|right|top|bottom) (?:side|edge|border)|light|colou?rs?|square|gr[ea]yscale|black|b&w|bw)\b/.test(found)) continue;
    return targetOf(found);
  }
  if (/\b(?:picture|image|photo|everything|whole)\b/.test(text)) return { kind: 'picture' };
  return { kind: otherwise };
}

/** What stands before the background. */
function subjectIn(text: string): Target {
  const found = /\b(?:behind|around|but|except(?: for)?|other than|apart from|keep(?: only| just)?|leave(?: only| just)?|put|place|set|show|focus(?: only)? on|of|for|want|need|splash on|pop (?:on|for)|colou?r for|only|but for) (?<t>.+?)(?: (?:transparent|invisible|disappear|blurry|blurred|on|onto|in|with|without|in front of|before|gr[ea]y|black and white|b&w|out of focus|by|and|a bit|a lot|please|unsharp|go|removed|gone|away|has|for)\b.*)?$/.exec(text)?.groups?.t;
  if (found === undefined || isBackground(found) || /^(?:the )?(?:background|bg|backdrop|product|no background|colou?r)\b/.test(found)) return { kind: 'chosen' };
  return targetOf(found.replace(/[\s.,!?;:]+$/, ''));
}

function lastColour(text: string): string | undefined {
  const found = text.match(new RegExp(`\\b${colourPattern}|${colourPattern}`, 'g'));
  return found === null ? undefined : colourNumber(found[found.length - 1]) ?? undefined;
}

const numberIn = (text: string): number | undefined => {
  const found = /[-+]?\d+(?:\.\d+)?/.exec(text)?.[0];
  return found === undefined ? undefined : Number(found);
};

/** How much is meant where no number says it. */
const shareOf = (text: string): number => {
  const number = numberIn(text.replace(/#[0-9a-f]{3,6}\b/g, ''));
  if (number !== undefined) return Math.min(1, Math.abs(number) / 100);
  if (/\bhalf\b/.test(text)) return 0.5;
  if (/\b(?:a (?:tiny |little )?bit|a little|slightly|a touch|a tad|somewhat)\b/.test(text)) return 0.1;
  return /\b(?:a lot|much|very|strongly|way|far|really|considerably)\b/.test(text) ? 0.4 : 0.2;
};

function amountsIn(text: string): Record<string, number> {
  const share = shareOf(text);
  const less = /\b(?:less|lower|reduce|decrease|lessen|drop|turn down|tone (?:it |this |that |the \w+ )?down|desaturate|down|-\d)/.test(text);
  const sign = less ? -1 : 1;
  const found: Record<string, number> = {};
  if (/\bhue\b/.test(text)) return { hue: Math.max(-180, Math.min(180, numberIn(text) ?? 30)) };
  if (/\b(?:contrast\w*|punch\w*)\b/.test(text)) found.contrast = sign * share;
  if (/\b(?:saturat\w*|vivid|vibran\w*|colou?rful|pale\w*|desaturate)\b/.test(text)) found.saturation = (/\bpale/.test(text) ? -1 : sign) * share;
  if (/\bwarm/.test(text)) found.warmth = share;
  if (/\bcool/.test(text)) found.warmth = -share;
  if (/\b(?:darken|darker|dim|dimmer|too bright|less (?:bright|light))\b/.test(text)) found.brightness = -share;
  else if (/\b(?:bright\w*|lighten|lighter|light|exposure|lightness|too dark)\b/.test(text) && found.contrast === undefined) found.brightness = /too dark/.test(text) ? share : sign * share;
  return Object.keys(found).length > 0 ? found : { brightness: sign * share };
}

const radiusIn = (text: string): { radius?: number } => {
  const number = /(\d+(?:\.\d+)?) ?(?:px|pixels?|percent|%)?/.exec(text)?.[1];
  if (number !== undefined && Number(number) > 0) return { radius: Number(number) };
  return /\b(?:a (?:little )?bit|a little|slightly|soft)\b/.test(text) ? { radius: 4 } : /\b(?:a lot|strongly|much|very|heavy|heavily)\b/.test(text) ? { radius: 24 } : {};
};
const blockIn = (text: string): { block?: number } => (Number(numberIn(text) ?? 0) > 0 ? { block: numberIn(text) } : /\b(?:big|large|strongly|a lot)\b/.test(text) ? { block: 32 } : {});

function cropIn(text: string): { target?: Target; ratio?: number; by?: number } {
  const ratio = /(\d+) ?[:x/] ?(\d+)/.exec(text);
  if (ratio) return { target: { kind: 'picture' }, ratio: Number(ratio[1]) / Number(ratio[2]) };
  if (/\bsquare\b/.test(text)) return { target: { kind: 'picture' }, ratio: 1 };
  if (/\bportrait\b/.test(text)) return { target: { kind: 'picture' }, ratio: 3 / 4 };
  if (/\blandscape\b/.test(text)) return { target: { kind: 'picture' }, ratio: 4 / 3 };
  const share = /(\d+) ?(?:%|percent)/.exec(text)?.[1];
  if (share !== undefined) return { target: { kind: 'picture' }, by: Math.min(0.9, Number(share) / 100) };
  return /\b(?:edges?|borders?|sides?|tighter|left third|bottom|top)\b/.test(text) && !/\bto\b/.test(text) ? { target: { kind: 'picture' }, by: 0.1 } : {};
}

function sizeIn(text: string): { width?: number; height?: number; scale?: number } {
  const both = /(\d{2,5}) ?(?:px|pixels)? ?(?:x|×|by|\*) ?(\d{2,5})/.exec(text);
  if (both) return { width: Number(both[1]), height: Number(both[2]) };
  const share = /(\d+(?:\.\d+)?) ?(?:%|percent)/.exec(text)?.[1];
  if (share !== undefined) return { scale: /\b(?:smaller|by)\b/.test(text) && /\b(?:smaller|shrink|reduce)\b/.test(text) ? Math.max(0.05, 1 - Number(share) / 100) : Number(share) / 100 };
  const side = /(\d{2,5})/.exec(text)?.[1];
  if (side !== undefined) return /\b(?:high|height|tall)\b/.test(text) ? { height: Number(side) } : { width: Number(side) };
  if (/\bquarter\b/.test(text)) return { scale: 0.25 };
  if (/\bhalf|halve\b/.test(text)) return { scale: 0.5 };
  if (/\b(?:twice|double|two times)\b/.test(text)) return { scale: 2 };
  if (/\b(?:smaller|shrink|down|downscale|reduce)\b/.test(text)) return { scale: 0.5 };
  return /\b(?:bigger|larger|enlarge|upscale|up)\b/.test(text) ? { scale: 2 } : {};
}

function quarterTurnsIn(text: string): 1 | 2 | 3 {
  const back = /\b(?:left|counter ?-?clockwise|anti ?-?clockwise|ccw)\b/.test(text) || /-90/.test(text);
  if (/180|upside|half a turn|half turn|on its head/.test(text)) return 2;
  if (/270/.test(text)) return back ? 1 : 3;
  return back ? 3 : 1;
}

function degreesIn(text: string): { degrees?: number } {
  const number = numberIn(text);
  if (number === undefined) return {};
  const back = /\b(?:left|counter ?-?clockwise|anti ?-?clockwise|ccw)\b/.test(text);
  return { degrees: Math.max(-45, Math.min(45, back ? -number : number)) };
}
