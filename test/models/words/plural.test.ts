import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksPlural, pluralise } from '../../../models/words/plural.ts';
import { vocabulary } from '../../server/focus/recognise/shipped-words.ts';

test('plurals are those of English', () => {
  const right: Record<string, string> = {
    dog: 'dogs', box: 'boxes', bus: 'buses', glass: 'glasses', brush: 'brushes', bench: 'benches', cherry: 'cherries', toy: 'toys', person: 'people', child: 'children', woman: 'women', fireman: 'firemen', policewoman: 'policewomen',
    mouse: 'mice', goose: 'geese', knife: 'knives', wolf: 'wolves', leaf: 'leaves', scarf: 'scarves', shelf: 'shelves', sheep: 'sheep', fish: 'fish', tomato: 'tomatoes', piano: 'pianos', photo: 'photos', octopus: 'octopuses', lens: 'lenses', canvas: 'canvases',
    'teddy bear': 'teddy bears', 'glass of wine': 'glasses of wine', 'computer mouse': 'computer mice', 'jack-in-the-box': 'jack-in-the-boxes', jeans: 'jeans', people: 'people', human: 'humans', 'German shepherd': 'German shepherds', 'Alaskan husky': 'Alaskan huskies', housewife: 'housewives',
  };
  for (const [one, several] of Object.entries(right)) assert.equal(pluralise(one), several);
});

test('a plural is known by its ending', () => {
  for (const word of ['dogs', 'zebras', 'skis', 'people', 'mice', 'jeans', 'pyjamas', 'teddy bears', 'pieces of clothing', 'menus']) assert.equal(looksPlural(word), true, word);
  for (const word of ['bus', 'glass', 'tennis', 'canvas', 'sheep', 'octopus', 'group of people', 'dog', '', 'lens']) assert.equal(looksPlural(word), false, word);
});

test('every countable concept has a plural other than its name, or is an animal that has none', () => {
  const same = vocabulary.concepts.filter(({ number, name, plural }) => number === 'count' && name === plural).map(({ name }) => name);
  assert.deepEqual(same.filter((name) => !/(fish|sheep|deer|moose|salmon|bison|aircraft|spacecraft|swine|triceratops|Flandres|Pyrenees|Wemos|woods|malinois)$/.test(name)), []);
});
