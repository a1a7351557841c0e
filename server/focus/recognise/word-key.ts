// The form under which a word is looked up: small letters, no hyphens, one spelling.

/** American and other spellings, as beginnings of words. */
const spellings: Record<string, string> = {
  gray: 'grey', color: 'colour', theatre: 'theater', centre: 'center', mould: 'mold', plough: 'plow', tire: 'tyre', armor: 'armour', jewelry: 'jewellery', aluminum: 'aluminium',
  mollusk: 'mollusc', doughnut: 'donut', pajama: 'pyjama', yogurt: 'yoghurt', yoghourt: 'yoghurt', fiber: 'fibre', harbor: 'harbour', whisky: 'whiskey', chilli: 'chili', sulfur: 'sulphur',
};
const spelt = new RegExp(`\\b(?:${Object.keys(spellings).join('|')})`, 'g');

/** "T-Shirt" → "t shirt"; "the lady’s" → "the ladys". Letters and digits of any language stay. */
export function wordKey(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’`´]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return plain.replace(spelt, (word) => spellings[word]);
}
