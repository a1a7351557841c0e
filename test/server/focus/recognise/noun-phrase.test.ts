import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allAskedIn, askedIn } from '../../../../server/focus/recognise/noun-phrase.ts';
import { namesOf, vocabulary } from './shipped-words.ts';

/** What is asked for: the concepts, with "s" for several and "<" where the word says less. */
function read(phrase: string): string {
  const { concepts, plural, exact } = askedIn(vocabulary, phrase);
  return `${exact ? '' : '<'}${namesOf(concepts).sort().join('/')}${plural ? ' s' : ''}`;
}

const meant: Record<string, string> = {
  'the dog': 'dog', dogs: 'dog s', 'a doggy': 'dog', puppies: '<dog s', 'my kitty': 'cat', kittens: '<cat s', 'the brown teddy bear': 'teddy bear', teddybears: 'teddy bear s', 'Teddy-Bear': 'teddy bear',
  'two women': '<person s', 'the people': 'person s', 'a man in a red coat': '<person', 'the persons': 'person s', 'an old lady with an umbrella': '<person',
  'a bike': 'bicycle', motorbikes: 'motorcycle s', 'the lorry': 'truck', aeroplanes: 'airplane s', 'an airplane': 'airplane', 'the plane': 'airplane', planes: 'airplane s', 'car tires': 'wheel s', tyres: 'wheel s',
  'the tv': 'television', tellies: 'television s', 'a sofa': 'couch', settees: 'couch s', couches: 'couch s', trainers: 'sneaker s', 'a pair of sneakers': 'sneaker s', 'my glasses': 'glass/glasses s', spectacles: 'glasses s',
  mice: 'mouse s', 'the geese': 'goose s', wolves: 'wolf s', knives: 'knife s', leaves: 'leaf/vegetation s', sheep: 'sheep', children: '<person s', feet: ' s', buses: 'bus s', 'a bus': 'bus', cherries: '<fruit s',
  'grey wolves': 'grey wolf s', 'a gray wolf': 'grey wolf', jewelry: 'piece of jewellery', 'a donut': 'donut', doughnuts: 'donut s', yogurt: 'yoghurt', 'pyjamas': 'nightwear s', aubergine: 'aubergine', eggplants: 'aubergine s', courgette: 'zucchini', cellphone: 'mobile phone', 'a cell phone': 'mobile phone',
  'German Shepherds': 'German shepherd s', 'the french bulldog': 'French bulldog', 'a corgi': 'corgi', dalmatians: 'dalmatian s', 'the persian cat': 'Persian cat',
  'a crane': 'construction crane/crane bird', kites: 'kite/kite bird s', 'the computer mouse': 'mouse', 'a baseball bat': 'baseball bat', 'the bat': 'baseball bat', 'a bow': 'bow/bow tie', 'the orange': 'orange', 'an orange ball': 'ball', jersey: 'jersey',
  'every animal': 'animal', 'all vehicles': 'vehicle s', birds: 'bird s', 'some fruit': 'fruit', food: 'food', clothes: 'piece of clothing s', clothing: 'piece of clothing', furniture: 'piece of furniture', tools: 'tool s', plants: 'plant s', buildings: 'building s', toys: 'toy s', bugs: 'bug/insect s',
  'a glass of water': 'glass', 'the bunch of bananas': '<banana', 'a slice of pizza': '<pizza', 'corn on the cob': 'corn', 'a group of people': 'crowd', 'a herd of elephants': 'elephant s', 'a cup of tea': 'cup', 'mortar and pestle': 'mortar', "a lady's slipper": 'orchid',
  'the dog sitting on the bench': 'dog', 'the horses running away': 'horse s', 'the cat please': 'cat', 'the left car': 'car', 'the second car from the left': 'car', 'a car parked there': 'car', 'the woman’s handbag': 'handbag', 'traffic lights': 'traffic light s', 'stop sign': 'stop sign',
  'a fire engine': 'fire truck', firetruck: 'fire truck', 'hot dogs': 'hot dog s', hotdog: 'hot dog', 't shirts': 'T-shirt s', tshirt: 'T-shirt', 'tee shirt': 'T-shirt', 'a pot plant': 'potted plant', houseplants: 'potted plant s', '': '', 'the red one': '',
};

describe('a phrase asks for a taught word', () => {
  for (const [phrase, right] of Object.entries(meant)) test(`"${phrase}"`, () => assert.equal(read(phrase), right));
});

test('what stands round the noun comes beside it', () => {
  const { noun, modifiers, count, rest, plural } = askedIn(vocabulary, 'the two big brown teddy bears on the left');
  assert.deepEqual([noun, modifiers, count, rest, plural], ['teddy bears', ['big', 'brown'], 2, 'on the left', true]);
  assert.deepEqual(askedIn(vocabulary, 'one dog').plural, false);
  assert.deepEqual(askedIn(vocabulary, 'the third horse from the right').modifiers, ['third']);
  assert.deepEqual(askedIn(vocabulary, '3 cups').count, 3);
});

test('a noun that was not taught is named, without its adjectives', () => {
  const unknown = (phrase: string): readonly string[] => askedIn(vocabulary, phrase).unknown;
  assert.deepEqual(unknown('the purple gryphon'), ['gryphon']);
  assert.deepEqual(unknown('two unicorns in the sky'), ['unicorns']);
  assert.deepEqual(unknown('the Rubik’s cube'), ['Rubik’s cube']);
  assert.deepEqual(unknown('the red one'), []);
  assert.deepEqual(unknown('them'), []);
  assert.deepEqual(unknown('the big dog'), []);
  assert.deepEqual(unknown('constructor'), ['constructor']);
  assert.deepEqual(unknown('狗'), ['狗']);
});

test('the word before another is not what is asked for', () => {
  assert.deepEqual(askedIn(vocabulary, 'dog hydraulics').unknown, ['dog hydraulics']);
  assert.deepEqual(namesOf(askedIn(vocabulary, 'a toy car').concepts), ['toy']);
});

test('a mistyped word is taken for the one that it nearly is, and said so', () => {
  for (const [typed, right] of [['giraff', 'giraffe'], ['bicicle', 'bicycle'], ['elehpant', 'elephant'], ['umbrellla', 'umbrella'], ['trafic light', 'traffic light'], ['the brown hosre', 'horse'], ['zebars', 'zebra']]) {
    const { concepts, guessedFrom } = askedIn(vocabulary, typed);
    assert.deepEqual(namesOf(concepts), [right], typed);
    assert.equal(guessedFrom, typed.replace('the brown ', ''));
  }
  assert.equal(askedIn(vocabulary, 'giraffe').guessedFrom, null);
});

test('short words and words two letters away are not guessed', () => {
  for (const typed of ['dgo', 'crx', 'giirraffe', 'spoonfork']) assert.deepEqual([askedIn(vocabulary, typed).concepts, askedIn(vocabulary, typed).unknown], [[], [typed]], typed);
});

test('a noun of English that was not taught is not taken for one that was', () => {
  for (const noun of ['river', 'water', 'the mouth', 'cables', 'a handle', 'fingers', 'the desert', 'branches', 'waves', 'the number plate', 'license plates', 'a ferris wheel', 'an eyeball', 'the ironing board', 'two fish tanks', 'fingernail', 'the dog flap']) {
    const { concepts, unknown } = askedIn(vocabulary, noun);
    assert.deepEqual([namesOf(concepts), unknown], [[], [noun.replace(/^(the|an?|two) /, '')]]);
  }
});

test('a word that is written apart or together is the same', () => {
  for (const [typed, right] of [['jelly fish', 'jellyfish'], ['butter flies', 'butterfly'], ['a back pack', 'backpack'], ['motorscooter', 'motor scooter'], ['trafficlight', 'traffic light']]) assert.deepEqual(namesOf(askedIn(vocabulary, typed).concepts), [right], typed);
  assert.deepEqual([namesOf(askedIn(vocabulary, 'the green house').concepts), namesOf(askedIn(vocabulary, 'greenhouse').concepts)], [['house'], ['greenhouse']]);
});

test('a list asks for each of its things', () => {
  const read = (text: string): string[] => allAskedIn(vocabulary, text).map(({ word, unknown, modifiers }) => `${modifiers.join(' ')} ${word ?? `?${unknown}`}`.trim());
  assert.deepEqual(read('the dog and the cat'), ['dog', 'cat']);
  assert.deepEqual(read('two dogs, a small cat and gryphons'), ['dog', 'small cat', '?gryphons']);
  assert.deepEqual(read('a black and white dog'), ['black white dog']);
  assert.deepEqual(read('the black and the white dog'), ['black dog', 'white dog']);
  assert.deepEqual(read('mortar and pestle'), ['mortar and pestle']);
  assert.deepEqual(read('a black and tan coonhound & apples or pears'), ['black-and-tan coonhound', 'apple', 'pear']);
  assert.deepEqual(read(''), []);
});

test('nothing that is typed throws', () => {
  const letters = ['the', 'of', 'and', 'dog', "'", '-', '12', 'two', 'left', '  ', 'on', 'ones', '\u{1F436}', 'pair', '__proto__', ','];
  let seed = 7;
  const next = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31);
  for (let round = 0; round < 400; round += 1) {
    const phrase = Array.from({ length: next() % 9 }, () => letters[(next() >> 8) % letters.length]).join(' ');
    const found = askedIn(vocabulary, phrase);
    assert.ok(found.unknown.length === 0 || found.concepts.length === 0, phrase);
    allAskedIn(vocabulary, phrase);
  }
});
