// How an order is built: a verb with a thing behind it, or a frame such as "I want …" and "… should be". Noun phrases ("flip chart", "a blur of lights",
// "the repainted door") use the same words and are none.

const determiner = "(?:the|this|that|these|those|it|its|them|my|your|his|her|our|their|both|all|every|each|everything|everyone|everybody|anything|an?|another|one|two|three|some|more|only|just|him|\\d|#)";
const particle = '(?:away|out|off|up|down|rid of|over|in)';
/** Verbs that are hardly ever nouns or parts of one. */
const strong = '(?:remove|delete|erase|eliminate|replace|recolou?r|repaint|rotate|resize|rescale|brighten|darken|lighten|straighten|pixell?ate|pixelise|desaturate|saturate|convert|make|add|increase|reduce|decrease|decolou?ri[sz]e|defocus|unfocus|blur|soften|censor|anonymi[sz]e|redact|shrink|enlarge|downscale|upscale|deskew|substitute|swap|turn|crop|flip|mirror|cut|paint|colou?r|dye|fill)';
const weak = "(?:take|get|wipe|clear|clean|drop|kill|scrap|rub|photoshop|edit|heal|retouch|lose|ditch|nuke|zap|yeet|bin|toss|chuck|throw|hide|clip|snip|strip|knock|trim|tint|spray|change|switch|set|alter|adjust|give|lend|exchange|trade|transform|morph|put|insert|place|stick|draw|generate|create|render|sketch|imagine|move|bring|let|use|apply|smudge|unsharpen|mosaic|cover|flood|black|white|blank|dim|tone|raise|boost|lower|crank|lift|bump|push|ease|drain|shift|scale|spin|tilt|reverse|invert|level|align|fix|correct|keep|leave|save|export|extract|isolate|separate|free|bleach|show|have|pull|vanish|banish|dispose|do away|turn|up|selective|focus)";
const firm = new RegExp(`^(?:${strong}|${weak}) (?:${particle} )?(?:to |with |on |by )?${determiner}(?:\\b|$)|^(?:get rid of|do away with|dispose of|away with|down with|no more|out with)\\b|^(?:give|show|let|get|have) me\\b`, 'i');
/** A verb with a bare noun, "remove background", "swap bird for a ball", "rotate left". */
const brief = new RegExp(`^(?:remove|delete|erase|replace|recolou?r|repaint|rotate|resize|rescale|brighten|darken|lighten|straighten|pixell?ate|desaturate|make|blur|increase|reduce|decrease|lower|raise|boost|swap|add|flip|mirror|crop|cut out|paint|turn|take out|fill|colou?r|dye|change|put) (?!of\\b|by\\b|in\\b|chart|flops?|key|board|machine|duster|signal|cans?|stain|book|wheel|phone|shop|melon|lemon|flowers?|grass|tomato|bread|paper|line|pencil|image of)\\w`, 'i');
const frames = /\b(?:i|we)(?:'d| would)? (?:want|need|like|love|prefer|wish|rather)\b|^(?:want|need)\b|\b(?:should|must|has to|have to|needs? to|ought to|'?s got to|has got to)\b|\b(?:can|could|may) (?:the|this|that|my|his|her|both|all|there|i (?:have|get|see)|we (?:have|get|lose))\b|^there (?:should|could|must) be\b|^let there be\b|\bi (?:don'?t|do not) (?:want|need|like)\b|\b(?:instead of|in place of) |^(?:the )?(?:same )?(?:picture|image|photo|shot) without\b|\bhow about making\b|^(?:let'?s|we should)\b/i;
/** Whole messages that name what is to be done. */
const named = /^(?:a |an |some |more |much |bit |little |touch |tad |slightly |way |less |no |in |please |the )*(?:brighter|darker|lighter|paler|warmer|cooler|punchier|blurrier|(?:more|less) (?:contrast|saturation|saturated|vivid|colou?rful|bright|light|brightness)|contrast [-+]?\d+|brightness [-+]?\d+|hue [-+]?\d+|(?:remove|no|without(?: the| a)?|transparent|delete) (?:background|bg|backdrop)|(?:background|bg) (?:removal|remove|off|away|gone|transparent|blur(?:red)?)|blur(?:red|ry)? background|portrait mode|bokeh(?: effect)?|depth of field|black (?:and|&) white|gr[ea]yscale|b&w|bw|monochrome|(?:black (?:and|&) white|gr[ea]yscale|b&w|monochrome|gr[ea]y) (?:except|but|everything but|apart from|everywhere but)\b.+|everything (?:in )?(?:black (?:and|&) white|gr[ea]yscale|b&w|gr[ea]y) (?:except|but|apart from)\b.+|colou?r (?:splash|pop) (?:on|for) .+|selective colou?r .+|only .+ in colou?r|cut-?out|(?:horizontal|vertical) flip|flip (?:horizontal|vertical)(?:ly)?|mirror image|square crop|rotate (?:left|right|\d+).*|(?:quarter|half) turn.*|\d{2,5} ?(?:px|pixels)? ?(?:x|×|by) ?\d{2,5}.*|sticker of .+|cut-?out of .+|transparent png of .+|png of just .+|flat .+ fill|too (?:dark|bright),.+)$/i;
const definite = /\b(?:the|this|that|these|those|it|them|my|his|her|both|all|every\w*|people)\b/i;
const politely = /\b(?:please|pls|plz)\b/i;
const hyphened = /^\w+-(?:out|off|on|up|leaf|in)\b|^take ?away (?:box|menu|food|coffee|shop)/i;

/** Whether the words are built as an order. `asked`: without politeness; `text`: as it was said. */
export function isOrder(asked: string, text: string): boolean {
  if (hyphened.test(asked)) return false;
  return firm.test(asked) || brief.test(asked) || frames.test(asked) || frames.test(text) || named.test(asked) || politely.test(text);
}

/** Whether a verb of change with a certain thing begins the words. */
export const beginsAsOrder = (asked: string): boolean => !hyphened.test(asked) && firm.test(asked) && definite.test(asked);

/** Words without which a message is no step through the history, whatever it resembles. */
export const stepWords = {
  undo: /\b(?:undo\w*|unod|un-?(?:remove|paint|make|delete)|back|revert|reverse|restor\w+|previous|before|roll ?back|ctrl|cmd|control|cancel|discard|scrap|last (?:version|change|edit|step|one)|was|were)\b/i,
  redo: /\b(?:redo|reod|again|forwards?|re-?apply|back|restore|undo|undid|undone|keep the change|newer|later)\b/i,
  original: /\b(?:originals?|first|beginning|unedited|untouched|uploaded|(?:undo|revert|reset|discard|drop|remove|take back|put back|throw away|reverse) (?:all|everything|every|the (?:lot|picture|image|photo))|everything back|without (?:any )?(?:edits|changes)|source picture|initial|normal|all (?:changes|edits|my edits|of it))\b/i,
  restart: /\b(?:start(?:ing)? (?:all )?over|start(?:ing)? (?:again|fresh|anew|afresh|from|at)|re-?start|from (?:scratch|zero|the (?:beginning|top|start))|begin (?:again|anew)|begin|reset(?:$| (?:all|everything|it|please|this))|clear (?:all|everything|it all|the whole)|wipe (?:everything|all|it|the slate)|fresh start|clean slate|square one|scrap (?:everything|it all|all)|forget (?:everything|all)|all over again|throw (?:everything|it all|all) away|new (?:start|try)|get rid of (?:all|everything)|(?:delete|drop) everything|do ?over)\b/i,
} as const;
