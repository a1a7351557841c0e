// Words without which nothing may change, and the ways of using them that ask for no change: "what if …", "I removed it yesterday", "don't touch it".

const verbs = [
  'remov(?:e|ing)', 'delet(?:e|ing)', 'eras(?:e|ing)', 'eliminat(?:e|ing)', 'get', 'getting', 'take', 'taking', 'wipe', 'clear', 'clean', 'drop', 'kill', 'scrap', 'rub', 'photoshop', 'edit', 'heal',
  'retouch', 'lose', 'ditch', 'nuke', 'zap', 'yeet', 'bin', 'toss', 'chuck', 'throw', 'hide', 'cut', 'clip', 'snip', 'strip', 'knock', 'crop', 'trim', 'make', 'making', 'paint', 'colou?r', 'recolou?r', 'repaint',
  'dye', 'tint', 'spray', 'turn', 'change', 'changing', 'switch', 'set', 'alter', 'adjust', 'give', 'lend', 'replac(?:e|ing)', 'swap', 'exchange', 'substitute', 'trade', 'transform', 'convert', 'morph', 'put',
  'add', 'insert', 'place', 'stick', 'draw', 'generate', 'create', 'render', 'sketch', 'move', 'bring', 'let', 'use', 'apply', 'blur', 'soften', 'defocus', 'unfocus', 'smudge', 'unsharpen', 'pixell?at(?:e|ing)', 'pixelise',
  'censor', 'anonymi[sz]e', 'redact', 'cover', 'fill', 'flood', 'black out', 'white out', 'blank', 'brighten', 'darken', 'lighten', 'dim', 'tone', 'increase', 'raise', 'boost', 'lower', 'reduce', 'decrease', 'up',
  'crank', 'lift', 'saturate', 'desaturate', 'decolou?ri[sz]e', 'drain', 'shift', 'resize', 'scale', 'rescale', 'shrink', 'enlarge', 'upscale', 'downscale', 'rotate', 'spin', 'tilt', 'flip', 'mirror', 'reverse', 'invert',
  'straighten', 'level', 'align', 'deskew', 'fix', 'correct', 'keep', 'leave', 'save', 'export', 'extract', 'isolate', 'separate', 'lift', 'free', 'restyle', 'swop', 'dispose', 'vanish', 'banish', 'mosaic', 'bleach', 'do away', 'mask out', 'bump',
];
const states = [
  'gone', 'away', 'out', 'removed', 'deleted', 'erased', 'vanish(?:ed)?', 'disappear(?:ed)?', 'without', 'no more', 'invisible', 'transparent', 'to go', 'go away', 'should', 'must', 'has to', 'have to', 'needs to', "'?s got to", 'become', 'instead', 'in place of',
  'as (?:the |a )?(?:background|ground|sticker)', 'cut-?out', 'sticker', 'background removal', 'no background', '(?:black and|black &) white', 'b&w', 'bw', 'gr[ea]yscale', 'monochrome', 'brighter', 'darker', 'lighter', 'paler',
  'more (?:contrast|saturat\\w*|vivid|colou?rful|light|punch)', 'less (?:contrast|saturat\\w*|colou?rful|bright\\w*|light)', 'blurry', 'blurred', 'bokeh', 'portrait mode', 'depth of field', 'out of focus', 'pixelated',
  'square', 'painted', 'recolou?red', 'replaced', 'swapped', 'turned', 'cropped', 'bg', 'hue', 'brightness', 'contrast', 'saturation', 'width', 'height', 'px', 'pixels', 'wide', 'high', 'upright', 'sideways', 'colou?r splash', 'selective colou?r', 'colou?r pop',
  'transparency', 'there be', 'in (?:colou?r|red|green|blue|yellow|purple|orange|cyan|white|black|pink|gr[ea]y|brown)', 'to be', 'only', 'want', "i'?d (?:like|love|rather)", 'down with', 'quarter turn',
  '(?:background|backdrop|bg) (?:please|pls|plz|for|off|behind)',
];
const verb = `\\b(?:${verbs.join('|')})\\b`;
const any = new RegExp(`${verb}|\\b(?:${states.join('|')})\\b`, 'i');

/** Whether the words hold one that asks for a change; which change is another question. */
export const hasChangeWord = (text: string): boolean => any.test(text);

const participle = '(?:removed|deleted|erased|cropped|cut|painted|recolou?red|colou?red|blurred|changed|replaced|swapped|turned|made|edited|took|taken|put|got rid|added|filled|flipped|rotated|mirrored|resized|dyed|repainted|wiped|hid|pixelated|cleared|brightened|darkened)';
const who = "(?:i|we|he|she|they|you|someone|somebody|nobody|everyone|my \\w+|our \\w+|his \\w+|her \\w+|the (?:artist|painter|photographer|editor|designer|owner|studio|lab|previous \\w+)|(?:i|we|you|they)'ve|(?:he|she)'s|who)";
/** Each: a way of speaking about changes without asking for one. */
const aside: readonly RegExp[] = [
  // hypotheses, advice, plans
  /^(?:\W|and |so |but |hm+ |well |ok )*(?:what if|what would|what happens|how would|how come|suppose|supposing|imagine|just imagine|picture this|if (?:i|we|you|he|she|they|the|that|it|only|there|my)\b|would it|wouldn'?t|would (?:red|blue|green|you rather|that|this|the)|should (?:i|we)|shall (?:i|we)|must (?:i|we)|do (?:i|we) (?:have|need)|do you (?:think|like|want|prefer|believe|know)|is it (?:worth|ok|okay|possible|hard|easy|allowed|legal|true|bad|fine)|i wonder|i wish|too bad|if only|is (?:\w+ing)\b)/i,
  /\b(?:it would (?:be|look)|would look|would be (?:a shame|nice|funny|better|cool|weird)|used to be|could have|should have|would have|might have|might (?:\w+ )?(?:be|remove|delete|crop)|maybe (?:i|we)|i might|i'?ll\b|i will\b|we'?ll\b|later i|one day|i was going to|i forgot to|i tried to|i can'?t|i could(?:n'?t| not)|i hate to|i refuse|not sure (?:whether|if)|thinking (?:about|of)|planning|considering|wondering|afraid of|i always|i never|i often|i usually|i used to|i managed)\b/i,
  // asked how, or whether it can be done at all
  /^(?:\W|and |so |but |ok |tell me |show me |explain )*(?:how (?:do|can|could|would|should|does|to|i)\b|(?:can|could|does|do|may) (?:i|one|we|people|this (?:app|tool|program)) (?!have|get|see|please)|are you able|is there a way|are there|what (?:is|are|was|were|does|do|did|should|can|could|colou?rs?|things?|objects?|changes|edits)\b|which\b|who(?:se|'s)?\b|when\b|where\b|why\b|is\b|are\b|was\b|were\b|does\b|did\b|has\b|have you\b|whose\b)/i,
  // reports
  // "can you cut it out" is none: the verb looks the same
  new RegExp(`(?<!\\b(?:can|could|would|will|should|might|please|if|have|want|need|like) )\\b${who} (?:have |had |has |'ve |already |just |accidentally |once |recently |later |then |simply |never |finally |also |were |was )*${participle}\\b(?! (?:please|pls))`, 'i'),
  new RegExp(`\\b(?:was|were|got|been|being|is already|are already|is) (?:already |just |recently |all |once )*${participle}\\b`, 'i'),
  new RegExp(`^(?:\\W|and |so )*(?:${participle}|already ${participle}) (?:by|yesterday|already|last)\\b`, 'i'),
  /\b(?:yesterday|last (?:week|year|night|month|summer)|in photoshop|in gimp|in lightroom|with canva|another app|by hand|years? ago|days? ago|when i was)\b/i,
  // speaking about changes in general
  /^(?:\W|and |so |but )*(?:\w+ing) (?:\w+ ){0,5}(?:is|are|was|would|takes|makes|sounds|costs|can be|seems|looks|feels)\b/i,
];
const negated = new RegExp(`\\b(?:don'?t|do not|never|not to|must not|mustn'?t|should not|shouldn'?t|no need to|stop|won'?t|rather not|cannot|can'?t|without)\\s+(?:you\\s+|please\\s+|ever\\s+|even\\s+|dare\\s+|want (?:you|anyone|anybody) to\\s+|wish (?:you|anyone) to\\s+)*(?:${verb}|touch|touching|changing|${participle})`, 'i');
const undone = /,? but (?:don'?t|do not|please don'?t|not now|not yet|later)\W*$/i;

/** Whether the words speak of a change without asking for it. What comes behind a comma or "but" and asks for one counts: "don't blur it, crop it". */
export function onlyMentions(text: string): boolean {
  if (undone.test(text)) return true;
  // "could you make it red?" asks; so does "i don't want the cube in the picture".
  if (aside.some((pattern) => pattern.test(text))) return !asksAfterwards(text);
  return negated.test(text) && !asksAfterwards(text);
}

function asksAfterwards(text: string): boolean {
  const rest = text.split(/[,;.!?:]\s+|\s+(?:but|so|then|just)\s+/i).slice(1).filter((part) => part.trim() !== '');
  return rest.some((part) => new RegExp(`^(?:please |pls |can you |could you |now |just |and |so |then |only )*(?:${verb})\\s+\\w`, 'i').test(part)
    && !aside.some((pattern) => pattern.test(part)) && !negated.test(part));
}
