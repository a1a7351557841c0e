import nlp from 'compromise';

/** Nouns that a picture does not show, and words of talk that look like nouns. */
const talk = /\b(?:question|problem|idea|joke|thing|nothing|something|anything|everything|help|hello|morning|night|evening|test|testing|chat|bot|moment|second|minute|time|day|week|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|birthday|fun|luck|love|news|weather|sorry|thanks|stuff|work|way|reason|edit|mask|undo|redo|color|colour|crop|change|blur|delete|remove|paint|background|brightness|contrast|red|blue|green|yellow|purple|orange|cyan|white|black|pink|gr[ea]y|brown)$/i;
const words = /[\p{L}'-]+/gu;

/** Whether a message is a few words that name a thing and nothing else: "snowman", "a bowl of soup". `isWord` says what is a word of English. */
export function isNounPhrase(text: string, isWord: (word: string) => boolean): boolean {
  const clean = text.trim().toLowerCase();
  const parts = clean.match(words) ?? [];
  if (parts.length === 0 || parts.length > 6 || /[?!,;:]/.test(clean) || talk.test(clean.replace(/[.\s]+$/, ''))) return false;
  if (!parts.every((part) => isWord(part) || part.split(/['-]/).every(isWord) || isCompound(part, isWord))) return false;
  const terms = nlp(clean);
  if (terms.has('(#Pronoun|#Expression|#QuestionWord|#Modal|#Copula|#Negative)') && !/^(?:his|her|my|their|its) /.test(clean)) return false;
  const last = terms.terms().last();
  return last.has('#Noun') && !(parts.length > 1 && terms.terms().first().has('(#Imperative|#Infinitive|#PresentTense)'));
}

/** "snowman", "teapot": two words in one. */
function isCompound(word: string, isWord: (word: string) => boolean): boolean {
  for (let at = 3; at <= word.length - 3; at += 1) if (isWord(word.slice(0, at)) && isWord(word.slice(at))) return true;
  return false;
}
