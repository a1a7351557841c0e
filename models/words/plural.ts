// English plurals of the nouns that the recogniser knows.

const irregular: Record<string, string> = {
  man: 'men', woman: 'women', child: 'children', person: 'people', mouse: 'mice', goose: 'geese', mongoose: 'mongooses', ox: 'oxen', louse: 'lice',
  foot: 'feet', tooth: 'teeth', calf: 'calves', half: 'halves', hoof: 'hooves', knife: 'knives', leaf: 'leaves', life: 'lives', loaf: 'loaves', scarf: 'scarves', shelf: 'shelves',
  thief: 'thieves', wife: 'wives', wolf: 'wolves', elf: 'elves', fungus: 'fungi', cactus: 'cacti', alga: 'algae', larva: 'larvae', lens: 'lenses',
  sheep: 'sheep', deer: 'deer', fish: 'fish', bison: 'bison', moose: 'moose', swine: 'swine', aircraft: 'aircraft', spacecraft: 'spacecraft', watercraft: 'watercraft', salmon: 'salmon',
  lady: 'ladies', passerby: 'passersby', potato: 'potatoes', tomato: 'tomatoes', mango: 'mangoes', echo: 'echoes', hero: 'heroes', mosquito: 'mosquitoes', buffalo: 'buffaloes', torpedo: 'torpedoes',
  cargo: 'cargoes', volcano: 'volcanoes', fireman: 'firemen', gas: 'gases', quiz: 'quizzes', mantis: 'mantises', triceratops: 'triceratops',
};
const plurals = new Set(Object.values(irregular));

/** "teddy bear" → "teddy bears", "glass of wine" → "glasses of wine". What is a plural already stays as it is. */
export function pluralise(noun: string): string {
  const [, first, rest] = /^(.+?)( (?:of|in|on|with|for|and) .*)$/.exec(noun) ?? [noun, noun, ''];
  const start = first.lastIndexOf(' ') + 1;
  return first.slice(0, start) + pluralWord(first.slice(start)) + rest;
}

function pluralWord(word: string): string {
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (known !== undefined) return known;
  if (/[a-z]man$/.test(word) && !/(human|german|roman|ottoman)$/i.test(word)) return word.replace(/man$/, 'men');
  if (looksPlural(word)) return word;
  if (/[a-z]{2}wife$/.test(word)) return word.replace(/fe$/, 'ves');
  if (/(s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  if (/[^aeiou]y$/i.test(word)) return word.replace(/y$/i, 'ies');
  return `${word}s`;
}

/** "dogs", "people", "jeans", "zebras", "menus"; not "bus", "glass", "tennis", "canvas". */
export function looksPlural(noun: string): boolean {
  const head = noun.replace(/ of .*$/, '');
  const last = head.slice(head.lastIndexOf(' ') + 1).toLowerCase();
  if (plurals.has(last)) return irregular[last] !== last;
  if (last === 'cattle' || /^(menu|emu|gnu)s$/.test(last)) return true;
  return /[^su']s$/.test(last) && !/^(gas|lens|canvas|christmas|atlas|ibis|iris|tennis|chassis|clematis|trellis|oasis|pelvis|mantis|chess)$/.test(last);
}
