// What a message wants, before the model sees it. Exact words are known by rules, all others are sorted by the classifier; a picture may change only
// where the words ask for a change and do not merely mention one.

import type { PastTurn } from '../prompt.ts';
import { type EditKind, isEdit } from '../special-tokens.ts';
import { changedKinds, kindByVerb } from './change-kinds.ts';
import { hasChangeWord, onlyMentions } from './change-words.ts';
import type { Chances, Classifier } from './classifier.ts';
import { colourPattern } from './colours.ts';
import { exactIntent } from './exact-rules.ts';
import type { ExactWish } from './exact-wish.ts';
import { changes, editOf, exactOf, type Intents, isSessionStep, type SessionStep, sessionSteps } from './kinds.ts';
import { isBackground, isWholePicture, withoutPoliteness } from './phrase.ts';
import { isNounPhrase } from './noun-phrase.ts';
import { beginsAsOrder, isOrder, stepWords } from './orders.ts';
import { readEdit } from './read-edit.ts';
import { exactRecolour, readExact } from './read-exact.ts';
import { splitWishes } from './split.ts';
import { mended } from './spelling.ts';
import { isTaught, isWishKnown } from './taught.ts';

export type Intent =
  | { kind: 'greeting' | 'thanks' | 'help' | 'chat' | 'impossible' | 'foreign' | 'unreadable' }
  | { kind: 'session'; step: SessionStep }
  | { kind: 'about-last' }
  /** `sure`: that it is one and not the other; where it is not, the model decides between answering and marking. */
  | { kind: 'mark' | 'question'; sure: boolean }
  | { kind: 'correction' | 'draw' }
  /** `exact`: the same wish as an exact operation, where it is one. `known`: whether the model was taught to make it. */
  | { kind: 'edit'; edit: EditKind; object: string | null; wish: string | null; known: boolean; exact?: ExactWish }
  | { kind: 'exact'; wish: ExactWish }
  /** An exact operation that lacks what it cannot do without. */
  | { kind: 'unfinished'; operation: string }
  | { kind: 'several'; parts: string[] };

export interface Message {
  text: string;
  /** Whether something is pointed at with it. */
  pointed: boolean;
  /** The turn before. */
  last?: PastTurn;
}

/** Certainty from which a message is taken for one that has nothing to do with the picture, and for a question that cannot mean a mark. */
const surely = { aside: 0.5, question: 0.85, mark: 0.85, change: 0.5 } as const;

/** Asked like a question, and as often meant as a description of what to mark: "what could roll away". */
const described = /^(?:what|which(?: one)?|who) (?:(?:is|are) (?:colou?red|shaped|painted) like|looks?|(?:could|can|would)(?: you)? (?!you|do|say|help|tell|see|i\b|make|change|be done)\w+|would (?!happen|it\b|you\b|be\b|i\b)\w+|you (?:could|can|would)|has the colou?r|wears)\b/i;
const definite = /\b(?:the|this|that|these|those|it|them|my|his|her|both|all)\b/i;
const framed = /^(?:the|this|that|my|his|her|both|all|every|i want|i need|i'd like)\b.*\b(?:should|has to|have to|must|needs? to|ought to|to) (?:be|go|become|disappear|vanish)\b|^(?:i want|i need|i'd like|i would like) (?:the|this|that|my|it|them|his|her|all)\b/i;
/** What may be asked to be put in, and is no thing. */
const beyond = /\b(?:shadows?|text|caption|title|watermark|frame|border|name|reflection|filter|effect|bubble|arrow|rain|fog|snow|smoke|light|signature|letters?|words?|writing|logo|vignette|alarm|timer|call|appointment)\b/i;
const requested = /^(?:\W|please |hey |hi |ok |focus |now |so |and |then )*(?:(?:can|could|would|will) (?:you|u)\b|(?:can|could) (?:the|this|that|my|his|her|both|all|there)\b.+\b(?:be|become|go|turn|disappear)\b)/i;
const bare = /^(?:remove|delete|erase|get rid of|take away|eliminate|hide|blur|pixelate|cut out|lose|ditch|drop) (?:it|this|that|them|these|those|him|her|both)$|^(?:make|paint|turn|colou?r|dye) (?:it|this|that|them|these|those|both) \w+$/i;
/** Words that point: "show me the cube". */
const pointing = /^(?:mark|select|segment|highlight|outline|show|see|find|locate|point (?:out|at|to)|pick|circle|trace|mask|detect|spot|choose|indicate|identify|encircle)(?: me| us| him| out)? (?:the|an?|all|every|everything|both|any|each|that|this|these|those|it|them|my|\w+ (?:one|thing|object|item|cube|ball|cone|ring|star|cylinder|pyramid)s?)\b/i;
const plainQuestion = /^(?:and |so |ok |but |hey |please )*(?:how\b|why\b|when\b|who(?:'s|se)?\b|is\b|are\b|was\b|were\b|does\b|did\b|do (?!you (?:know where|see)\b)|has\b|have (?!you seen\b)|any .+\?$|what (?:colou?r|size|shape|time|kind|sort|material|season|day|year|did|does|do|was|were|breed|brand)\b|what(?: i|'?)s (?:he|she|it|this|that|written|going|wrong|up|happening|the (?:time|weather|price|date|name|\w+ (?:doing|holding|wearing|made|called)))\b|which (?:season|year|colou?r|size|kind|city|country|language)\b)/i;
const askedPlace = /^(?:please )?(?:(?:in|at) (?:which|what) (?:area|spot|place|part|region)|where (?:can|do|did) (?:you|u) see)\b/i;
/** Begins like the name of a thing and has no verb of a question. */
const thingAlone = /^(?:the|an?|my|his|her|their|its)\b(?!.*(?:\?|\b(?:is|are|was|were|what|how|which|does|do|has|have|who|where|whose|colou?r)\b))/i;
const askedSight = /^(?:and |so |hey |hi |ok |please )*(?:can|do|could) (?:you|u) see\b/i;

export async function sortMessage(classifier: Classifier, message: Message): Promise<Intent> {
  const { text, pointed, last } = message;
  const exact = exactIntent(text);
  if (exact !== null && !pointed) return plain(exact);
  const clear = mended(text, classifier.isWord);
  const parts = splitWishes(clear);
  if (parts.length > 1) return { kind: 'several', parts };
  const chances = await classifier.chances(clear);
  const change = changeOf(clear, chances);
  if (change !== null) return change;
  if (last !== undefined && isEdit(last.answer.action)) {
    const again = otherWish(clear, last);
    if (again !== null) return again;
  }
  const likely = (Object.entries(chances) as [Intents, number][]).reduce((sum, [intent, chance]) => sum + (changes(intent) ? chance : 0), 0);
  // It is about a change, but none is asked for: no reason to mark anything either.
  const mentioned = hasChangeWord(clear) && (onlyMentions(clear) || !/\s/.test(withoutPoliteness(clear)));
  if (!pointed && mentioned && likely > 0.4 && (chances.question ?? 0) < 0.4) return { kind: 'chat' };
  const step = sessionSteps.find((one) => (chances[one] ?? 0) > 0.5 && stepWords[one].test(clear));
  if (step !== undefined && !pointed) return { kind: 'session', step };
  if (askedSight.test(clear)) return { kind: 'question', sure: false };
  if (described.test(clear)) return { kind: 'mark', sure: false };
  if (askedPlace.test(clear)) return { kind: 'mark', sure: false };
  if (pointing.test(withoutPoliteness(clear)) && !onlyMentions(clear) && !/\b(?:can|do|could) (?:you|u) (?:see|spot|find any|detect)\b/i.test(clear)) return { kind: 'mark', sure: true };
  const intent = withoutChange(clear, chances, pointed, last !== undefined);
  if (isTaught(clear) && !('step' in intent)) return { kind: 'mark', sure: true };
  const talk = intent.kind === 'chat' || intent.kind === 'foreign' || intent.kind === 'impossible' || intent.kind === 'help';
  if (talk && exact === null && isNounPhrase(clear, classifier.isWord)) return { kind: 'mark', sure: true };
  if ((intent.kind === 'mark' || intent.kind === 'question' || intent.kind === 'correction') && !pointed && plainQuestion.test(clear)) return { kind: 'question', sure: true };
  if (intent.kind === 'question' && thingAlone.test(clear)) return { kind: 'mark', sure: false };
  return intent.kind === 'question' && described.test(clear) ? { kind: 'question', sure: false } : intent;
}

/** The change that is asked for; null where none is. */
function changeOf(text: string, chances: Chances): Intent | null {
  if (!hasChangeWord(text) || onlyMentions(text)) return null;
  const asked = orderIn(text);
  if (!/\s/.test(asked) && !/[-#\d]|cutout|brighter|darker|lighter|bokeh|gr[ea]yscale/i.test(asked)) return null;
  if (!isOrder(asked, text) || /^(?:see|look|view)\b/i.test(asked)) return null;
  const ranked = (Object.entries(chances) as [Intents, number][]).sort(([, one], [, other]) => other - one);
  const changing = ranked.filter(([intent]) => changes(intent));
  const likely = changing.reduce((sum, [, chance]) => sum + chance, 0);
  const spoken = kindByVerb(asked);
  const [top, chance] = ranked[0];
  // Words that begin with an order and name a known change need less of a likeness to what was taught.
  const enough = spoken !== null ? 0.15 : surely.change;
  const particular = definite.test(asked);
  // An order with a certain thing behind its verb is one, unless the classifier is all but sure of something else.
  const firm = (isSessionStep(top) && chance > 0.5 && stepWords[top].test(text)) || (top === 'impossible' && chance > 0.97 && (spoken === null || exactOf(spoken) !== null));
  if (spoken === 'edit:recolour' && /^\S+ for /.test(asked) && /\b(?:please|pls|plz)\b/i.test(text)) return wishOf(spoken, asked);
  if (spoken === 'edit:generate') return beyond.test(asked) ? { kind: 'impossible' } : likely < 0.05 && !particular ? null : wishOf(spoken, asked);
  const pronouns = bare.test(asked);
  if (spoken !== null && (pronouns || (particular && !firm && (requested.test(text) || beginsAsOrder(asked) || framed.test(asked))))) return wishOf(spoken, asked);
  if (likely < enough || (!changes(top) && chance > (spoken === null ? 0.8 : 0.9))) return null;
  // "can you remove things?" asks what is possible, "can you remove the thing?" asks for it.
  if ((top === 'impossible' || top === 'help') && chance > likely && !(top === 'help' && spoken !== null && particular)) return null;
  const kind = changedKinds(spoken, changing);
  return kind === null ? null : wishOf(kind, asked);
}

/** The sentence of a message that holds the order: "nice picture! take the cone away". */
function orderIn(text: string): string {
  const sentences = text.split(/[.!?;]+\s+|,\s+(?=(?:i am|i'm|it|that) )/).filter((part) => /\p{L}/u.test(part));
  // "it is too dark, brighten it"
  const clause = text.split(/[.!?;,]\s+/).slice(1).map(withoutPoliteness).findLast((part) => beginsAsOrder(part) && kindByVerb(part) !== null);
  if (clause !== undefined && sentences.length < 2 && !beginsAsOrder(withoutPoliteness(text))) return clause;
  return commanded(withoutPoliteness(sentences.findLast((part) => kindByVerb(commanded(withoutPoliteness(part))) !== null) ?? text));
}

/** "removing the cube" behind "would you mind", "could the cube be red": as an order. */
function commanded(asked: string): string {
  return asked
    .replace(/^(remov|delet|eras|replac|chang|mak|tak|rotat|resiz)ing\b/i, '$1e')
    .replace(/^(paint|turn|blur|recolour|colour|crop|add|brighten|darken|clear)(?:ing|ring|ping)\b/i, '$1')
    .replace(/^(?:can|could|may) ((?:the|this|that|my|his|her|both|all)\b.+?) (be|become|go|turn|disappear)\b/i, '$1 should $2');
}

const wholeOnly = /^(?:rotate|turn|spin|flip|mirror|tilt|straighten|scale|resize|enlarge|shrink|level) ((?:the|this|that|my|his|her|both|all) [a-z]+(?: [a-z]+)?)/i;

/** Whether an operation of the whole picture is asked of one thing in it, which cannot be done. */
function isOfOneThing(operation: string, asked: string): boolean {
  const object = wholeOnly.exec(asked)?.[1];
  return ['rotate', 'flip', 'straighten', 'resize'].includes(operation) && object !== undefined && !/\b(?:picture|image|photo|pic|screenshot|horizon|whole|canvas|shot|file|resolution|size|tilt)\b/i.test(object);
}

function wishOf(intent: Intents, asked: string): Intent {
  if (intent === 'draw') return { kind: 'draw' };
  const operation = exactOf(intent);
  if (operation !== null) {
    if (isOfOneThing(operation, asked)) return { kind: 'impossible' };
    const wish = readExact(operation, asked);
    return wish === null ? { kind: 'unfinished', operation } : { kind: 'exact', wish };
  }
  const edit = editOf(intent)!;
  const { object, wish } = readEdit(edit, asked);
  if (edit === 'recolour' && wish !== null) {
    const exact = exactRecolour(object, wish) ?? undefined;
    if (object !== null && isBackground(object)) {
      const onBackground = readExact('background-colour', asked);
      if (onBackground) return { kind: 'exact', wish: onBackground };
    }
    if (exact && object !== null && isWholePicture(object)) return { kind: 'exact', wish: { ...exact, target: { kind: 'picture' } } as ExactWish };
    return { kind: 'edit', edit, object, wish, known: isWishKnown(edit, wish), ...(exact && { exact }) };
  }
  if (edit === 'remove' && object !== null && isBackground(object)) return { kind: 'exact', wish: readExact('background-remove', asked)! };
  return { kind: 'edit', edit, object, wish, known: isWishKnown(edit, wish) };
}

const insisted = new RegExp(`^(?:no|nope|wrong|not? that|rather|actually|instead|i said|i meant|make that|hm+|sorry)?[\\s,.!]*(?:i (?:said|meant|want(?:ed)?) |make (?:it|that) |rather |in |better |not ${colourPattern}[, ]+(?:but )?)?(?<w>${colourPattern})(?: (?:please|instead|rather|one|not .+))*[.!]*$`, 'i');

/** "no, green" behind "make it blue": the same change with another wish. */
function otherWish(text: string, { answer }: PastTurn): Intent | null {
  const wish = answer.action === 'recolour' ? insisted.exec(text.trim())?.groups?.w : undefined;
  if (wish === undefined) return null;
  const object = answer.names === '' ? 'it' : `the ${answer.names}`;
  const exact = exactRecolour(object, wish) ?? undefined;
  return { kind: 'edit', edit: 'recolour', object, wish, known: isWishKnown('recolour', wish), ...(exact && { exact }) };
}

function withoutChange(text: string, chances: Chances, pointed: boolean, goesOn: boolean): Intent {
  // A correction needs something before it, or has to look very much like one.
  const ranked = (Object.entries(chances) as [Intents, number][]).filter(([intent, chance]) => !changes(intent) && (intent !== 'correction' || goesOn || chance > 0.8) && (!isSessionStep(intent) || stepWords[intent].test(text))).sort(([, one], [, other]) => other - one);
  const total = ranked.reduce((sum, [, chance]) => sum + chance, 0);
  const [top, chance] = ranked[0];
  const share = total > 0 ? chance / total : 0;
  const about: readonly Intents[] = ['mark', 'question', 'correction'];
  if (pointed && !about.includes(top)) return { kind: 'mark', sure: false };
  if (top === 'mark' || top === 'question') return { kind: top, sure: share >= surely[top] };
  if (top === 'correction' || share >= surely.aside) return plain(top);
  const next = ranked.find(([intent]) => about.includes(intent))!;
  // Nearly as much a question or a mark as what has nothing to do with the picture.
  return next[1] > 0.7 * chance ? { kind: next[0] === 'question' ? 'question' : 'mark', sure: false } : plain(top);
}

function plain(intent: Intents): Intent {
  if (isSessionStep(intent)) return { kind: 'session', step: intent };
  if (intent === 'mark' || intent === 'question') return { kind: intent, sure: true };
  return { kind: intent as 'greeting' };
}
