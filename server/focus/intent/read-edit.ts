// What an edit in words is about, and what it wants instead.

import { colourPattern } from './colours.ts';
import type { EditKind } from '../special-tokens.ts';
import { withoutPoliteness } from './phrase.ts';

export interface EditWish {
  /** What is to be changed, as it was said; null where nothing was named. */
  object: string | null;
  /** A colour, a thing, a ground; null where there is none to say (a removal), or none was said. */
  wish: string | null;
}

/** Patterns with the groups `o` (object) and `w` (wish), the first that fits counts. */
const patterns: Readonly<Record<EditKind, readonly RegExp[]>> = {
  remove: [
    /^(?:take|throw|cut|edit|photoshop|airbrush|get|crop|brush|clean|wipe|rub|retouch|heal|magic erase|move|strip|pull|leave|filter) (?<o>.+?) (?:away|out|off)(?: (?:of|from) .+)?$/i,
    /^(?:take|throw|edit|photoshop|airbrush|wipe|rub|retouch|heal|clear|cut|leave|brush|filter|strip|pull) (?:away|out|off) (?<o>.+)$/i,
    /^(?:get rid of|dispose of|do away with|away with|down with|out with|no more|magic erase|clean up .+ by removing|make .+ by removing) (?<o>.+)$/i,
    /^(?:remove|delete|erase|eliminate|drop|kill|scrap|lose|ditch|nuke|zap|yeet|bin|toss|chuck|hide|vanish|banish|clear|wipe|exclude|removing|deleting|erasing|rub out|take|disappear) (?<o>.+)$/i,
    /^(?:make|let|have|get|see|want|i want|i need|i'd like|i would like|i'd love|i'd prefer|i'd rather have) (?<o>.+?) (?:to )?(?:be )?(?:disappear|vanish|go away|go|gone|invisible|removed|erased|deleted|away|out(?: of .+)?|taken (?:out|away)|cut out)$/i,
    /^(?<o>.+?) (?:should|has to|have to|must|needs? to|ought to|can|could|'?s got to|has got to|have got to|is to|may)(?: please| just)* (?:be )?(?:go|gone|go away|disappear|vanish|removed|erased|deleted|taken (?:out|away)|away|out)(?: .+)?$/i,
    /^(?:i|we) (?:don'?t|do not) (?:want|need|like)(?: to (?:see|have))? (?<o>.+?)(?: (?:in|on|here|there|anymore|any more)\b.*)?$/i,
    /^(?:.+ )?without (?<o>.+)$/i,
    /^no (?<o>.+)$/i,
  ],
  recolour: [
    /^(?:change|switch|set|alter|turn|make|adjust) the colou?r of (?<o>.+?) (?:to|into|from .+ to|be|become)(?: something)? (?<w>.+)$/i,
    new RegExp(`^(?:give|lend) (?<o>.+?) an? (?:new |nice |bright )?(?<w>${colourPattern})(?: .*)?$`, 'i'),
    new RegExp(`^(?<w>${colourPattern}) (?:paint |colou?r )?(?:for|on|onto) (?<o>.+)$`, 'i'),
    new RegExp(`^(?:put|apply|use|spray|add|pour) (?:some |an? )?(?<w>${colourPattern})(?: paint| colou?r| dye)? (?:on|to|onto|for|over) (?<o>.+)$`, 'i'),
    new RegExp(`^(?:i want|i need|i'd like|i would like|i wish|i'd love|i'd prefer|want|i'd rather have|have) (?<o>.+?) (?:to (?:be|turn|become)|in|be|as|painted(?: in)?|coloured(?: in)?|colored(?: in)?|turned)?\\s*(?:an? |bright |all |completely |plain )*(?<w>${colourPattern})(?: instead.*| rather.*| now)?$`, 'i'),
    new RegExp(`^(?<o>.+?) (?:should|must|has to|have to|needs? to|ought to|could|would|shall|can)(?: please| rather)? (?:be|become|turn|get|go)(?: painted| coloured| colored| dyed| turned)?(?: in| to)? (?:an? |bright |all )*(?<w>${colourPattern})(?: .*)?$`, 'i'),
    new RegExp(`^(?:make|paint|repaint|colou?r|recolou?r|dye|turn|tint|spray|change|let|convert|switch|get|bleach|have|render|shade|set)(?: in)? (?<o>.+?) (?:(?:be|become|to be|to|into|in|turn|look|appear|with|painted|instead of .+ to) )?(?:an? |bright |all |completely |plain |solid |something |entirely )*(?<w>${colourPattern})(?: (?:colou?r|coat|paint|instead|one|ones|rather|from|all over|too|tone|shade|hue|please|now)\\b.*)?$`, 'i'),
    new RegExp(`^(?<o>.+?) (?:in|as) (?<w>${colourPattern})$`, 'i'),
    /^(?:recolou?r|repaint|colou?r|dye|paint|tint) (?<o>.+?)(?: (?:in another|another|a different|differently|in a different|some other) .*)?$/i,
    /^change (?<o>.+?)(?:'s)? colou?r$/i,
    /^(?:change|give) the colou?r of (?<o>.+)$/i,
  ],
  replace: [
    /^(?:replace|swap|exchange|substitute|switch|trade|swop)(?: out)? (?<o>.+?) (?:with|for|by|against|into) (?<w>.+)$/i,
    /^(?:turn|transform|convert|morph|change|make|switch) (?<o>.+?) in ?to (?<w>.+)$/i,
    /^(?:replace|swap|exchange|substitute|switch|trade|change|convert|turn|transform)(?: out)? (?<o>.+?) (?:to|with|for) (?<w>(?:an?|another|some)\b.+)$/i,
    /^put (?<w>.+?) (?:in(?: the)? place of|instead of|where) (?<o>.+?)(?: (?:is|was|stands|lies|sits))?$/i,
    /^(?:put|place|set) (?<w>.+?) in (?<o>.+?)'s? place$/i,
    /^(?:i want|i'd like|i would like|i need|give me|i'd rather have|i'd prefer|have|get me|use|show)?\s*(?<w>.+?) (?:instead of|in place of|rather than|where) (?<o>.+?)(?: (?:is|was|stands|lies|sits))?$/i,
    /^(?:let|have) (?<o>.+?) (?:become|be) (?<w>.+)$/i,
    /^(?<o>.+?) (?:should|must|has to|ought to|have to|needs? to|could) (?:be|become|turn into)(?: replaced (?:with|by))? (?<w>.+)$/i,
    /^(?:make|turn) (?<o>(?:it|this|that|them|these|those|him|her|(?:the|this|that|my|his|her|both|all|every)\b.+?)) (?<w>(?:an?|another|some) .+)$/i,
  ],
  background: [
    /(?:^|.* )(?:to|onto|on|into|in|with|for|by|against|be|become|of|from) (?<w>(?:an? |the |some )?(?!background|the background|place|front|it\b|them\b|me\b)[^,]+?)(?: (?:background|backdrop|instead))?$/i,
    /^(?:make|turn|change|let|use|give it|i want|i need|i'd like|add|want)?\s*(?:the (?:background|ground|floor|backdrop|surface) )?(?:an? |some )?(?<w>.+?)(?: (?:background|backdrop|ground|floor|instead of .+|as (?:the |a )?(?:background|ground)|under everything))?$/i,
  ],
  generate: [
    /^(?:put|add|insert|place|set|draw|paint|stick|drop|generate|create|make|sketch|render|throw|bring)(?: in)? (?<w>.+?) (?<o>(?:there|here|next to|behind|beside|besides|on|in|to the|left of|right of|in front of|into|near|under|above|below|between|onto|over|at|by|before|close to)\b.*)$/i,
    /^(?:put|add|insert|place|set|draw|paint|stick|drop|generate|create|sketch|render|bring)(?: in)? (?<w>.+)$/i,
    /^(?:i want|i'd like|i would like|i need|there should be|let there be|could there be|can there be|there could be|there must be|have|let me have|it needs|to have|give me) (?<w>.+?)(?: (?<o>(?:there|here|next to|behind|beside|on|in|to the|into|near|under|above|between|at|by)\b.*))?$/i,
  ],
};

const trailing = /(?:^|\s+)(?:from (?:the |this |my |that )?(?:whole )?(?:picture|image|photo|scene|shot|pic|there|here)|(?:in|on) (?:the |this )?(?:picture|image|photo|shot)|completely|entirely|altogether|totally|as well|too|instead|then|there|here)$/i;

/** What the words say of an edit of this kind. */
export function readEdit(kind: EditKind, text: string): EditWish {
  const clean = withoutPoliteness(text).replace(/^(?:(?:now|then|and|so|rather|actually)[, ]+|no, )/i, '').replace(/\s+/g, ' ');
  for (const pattern of patterns[kind]) {
    const groups = pattern.exec(clean)?.groups;
    if (groups) return { object: kind === 'background' ? null : tidy(groups.o), wish: tidy(groups.w) };
  }
  return { object: null, wish: null };
}

function tidy(words: string | undefined): string | null {
  let clean = (words ?? '').trim();
  for (let shorter = clean.replace(trailing, ''); shorter !== clean && shorter !== ''; shorter = clean.replace(trailing, '')) clean = shorter;
  clean = clean.replace(/[\s.,!?;:]+$/, '');
  return clean === '' ? null : clean;
}
