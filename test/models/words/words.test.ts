import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { buildWords } from '../../../models/words/build.ts';
import { asText, wordNetFolder } from '../../../models/words/main.ts';
import { readClasses, readPackNames } from '../../../models/words/sources.ts';
import { WordNet } from '../../../models/words/wordnet.ts';
import { readRanges, type WordsFile, writeRanges } from '../../../models/words/words-file.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const shipped = join(root, 'models', 'checkpoints', 'small', 'words.json');
const shared = join(root, '..', 'shared');
const packs = ['photos', 'photos-more', 'photos-third'].map((pack) => join(shared, pack, 'photos.jsonl'));

let wordNet: WordNet;
let words: WordsFile;
const leavesOf = (name: string): Set<number> => new Set(readRanges(words.concepts.find((concept) => concept.name === name)?.leaves ?? assert.fail(name)));

before(() => {
  wordNet = new WordNet(wordNetFolder());
  words = buildWords(wordNet);
});

test('the shipped words are those that npm run words writes', () => {
  assert.equal(readFileSync(shipped, 'utf8'), asText(words));
});

test('they are about three thousand words in 400 KiB, and their licences lie beside them', () => {
  const exact = new Set(words.concepts.flatMap(({ name, same = [] }) => [name, ...same]).map((word) => word.toLowerCase()));
  assert.ok(exact.size >= 3000, `${exact.size} words`);
  assert.ok(statSync(shipped).size <= 400 * 1024, `${statSync(shipped).size} bytes`);
  const licences = readFileSync(join(root, 'models', 'checkpoints', 'small', 'words.LICENSE'), 'utf8');
  for (const owner of [/Illia Volkov/, /Permission is hereby granted, free of charge/, /WordNet 3\.0 Copyright 2006 by Princeton University/]) assert.match(licences, owner);
});

test('a class of ImageNet is the sense of its word that its pictures show', () => {
  const classes = readClasses(wordNet);
  const synsets = wordNet.ofClasses(classes);
  const isA = (index: number, reference: string): boolean => wordNet.isA(synsets[index], wordNet.sense(reference));
  const right: [number, string][] = [[134, 'bird#1'], [517, 'device#1'], [8, 'bird#1'], [21, 'bird#1'], [673, 'electronic_device#1'], [456, 'weapon#1'], [242, 'dog#1'], [308, 'insect#1'], [312, 'insect#1'], [417, 'aircraft#1'], [608, 'clothing#1'], [677, 'fastener#2'], [733, 'rod#1'], [879, 'shelter#2'], [923, 'food#1'], [586, 'vehicle#1'], [624, 'building#1'], [766, 'oven#1'], [544, 'cooking_utensil#1'], [950, 'edible_fruit#1'], [78, 'arachnid#1'], [780, 'sailing_vessel#1']];
  for (const [index, reference] of right) assert.ok(isA(index, reference), `${index} ${classes[index].name} is no ${reference}`);
});

test('every leaf is covered, and every class by a concept that is called as the class is', () => {
  const covered = new Set(words.concepts.flatMap(({ leaves, name }) => (name === 'thing' ? [] : readRanges(leaves))));
  assert.equal(covered.size, words.imagenet + words.names.length);
  const isCalled = ({ name, same = [] }: WordsFile['concepts'][number], word: string): boolean => [name, ...same].includes(word);
  const uncalled = readClasses(wordNet).filter(({ name }, leaf) => !words.concepts.some((concept) => isCalled(concept, name) && readRanges(concept.leaves).includes(leaf)));
  assert.deepEqual(uncalled.map(({ name }) => name), []);
});

test('more general words hold all that the word holds, the nearest first', () => {
  for (const { name, leaves, broader = [] } of words.concepts) {
    const own = readRanges(leaves);
    const sizes = broader.map((index) => {
      const wider = new Set(readRanges(words.concepts[index].leaves));
      assert.ok(own.every((leaf) => wider.has(leaf)), `${name} is no ${words.concepts[index].name}`);
      return wider.size;
    });
    assert.deepEqual(sizes, [...sizes].sort((one, other) => one - other), name);
  }
});

test('names go from the kind to the general word', () => {
  const chain = (name: string): string[] => (words.concepts.find((concept) => concept.name === name)?.broader ?? []).map((index) => words.concepts[index]).filter(({ quiet }) => quiet !== true).map((concept) => concept.name);
  assert.deepEqual(chain('beagle'), ['hound', 'dog', 'animal']);
  assert.deepEqual(chain('Siamese cat'), ['cat', 'animal']);
  assert.deepEqual(chain('school bus'), ['bus', 'vehicle']);
  assert.deepEqual(chain('Granny Smith'), ['apple', 'fruit', 'food']);
  assert.deepEqual(chain('sneaker'), ['shoe', 'piece of clothing']);
  assert.deepEqual(chain('rocking chair'), ['chair', 'seat', 'piece of furniture']);
  assert.deepEqual(chain('bald eagle'), []);
  assert.deepEqual(chain('eagle'), ['bird of prey', 'bird', 'animal']);
});

test('a general word holds what people mean by it and not what only sounds so', () => {
  const has = (general: string, name: string): boolean => [...leavesOf(name)].every((leaf) => leavesOf(general).has(leaf));
  for (const [general, names] of Object.entries({
    animal: ['dog', 'crab', 'butterfly', 'giraffe', 'fish', 'crane bird', 'dinosaur'], vehicle: ['car', 'bicycle', 'boat', 'airplane', 'train', 'tank'], bird: ['eagle', 'penguin', 'rooster', 'kite bird', 'pigeon'], fruit: ['apple', 'banana', 'lemon', 'strawberry', 'mango'],
    food: ['fruit', 'vegetable', 'pizza', 'bread', 'drink'], 'piece of clothing': ['shoe', 'hat', 'jeans', 'dress', 'glove'], 'piece of furniture': ['chair', 'couch', 'bed', 'table'], tool: ['hammer', 'wrench', 'drill'], building: ['church', 'castle', 'barn', 'facade'], plant: ['flower', 'tree', 'potted plant'], person: ['baseball player', 'crowd'],
  })) for (const name of names) assert.ok(has(general, name), `${name} is a ${general}`);
  for (const [general, name] of [['animal', 'teddy bear'], ['bird', 'construction crane'], ['animal', 'mouse'], ['bird', 'kite'], ['food', 'cup'], ['food', 'corkscrew'], ['vehicle', 'skateboard'], ['fruit', 'orchid'], ['animal', 'person'], ['piece of clothing', 'bow'], ['plant', 'monastery'], ['tool', 'revolver'], ['dog', 'hot dog'], ['cat', 'cougar'], ['animal', 'hay'], ['building', 'car']]) assert.equal(has(general, name), false, `${name} is no ${general}`);
});

test('parts and stuff are told from things', () => {
  const kind = (name: string): string => words.concepts.find((concept) => concept.name === name)?.kind ?? 'thing';
  assert.deepEqual(['window', 'wheel', 'hand', 'airplane wing', 'hay', 'vegetation', 'street', 'beach', 'dog', 'person'].map(kind), ['part', 'part', 'part', 'part', 'stuff', 'stuff', 'stuff', 'stuff', 'thing', 'thing']);
});

test('nothing that ships is named after a source that must not', () => {
  const { sources, names } = readPackNames();
  for (const source of ['daquar', 'animals-web', 'animals-coco', 'cats', 'plates', 'fruit', 'eggplants', 'supermarket', 'dogs-cats']) assert.equal(sources[source].ships, false, source);
  for (const name of words.names) assert.ok(Object.keys(names[name]).some((source) => sources[source].ships), name);
  for (const name of ['rhesus monkey', 'sushi', 'rice', 'starchy food']) assert.ok(!words.names.includes(name), name);
});

test('ranges are read as they were written', () => {
  assert.equal(writeRanges([7, 1, 3, 2]), '1-3,7');
  assert.deepEqual(readRanges('1-3,7'), [1, 2, 3, 7]);
  for (const { leaves } of words.concepts) assert.equal(writeRanges(readRanges(leaves)), leaves);
});

test('every name in the packs is known, with its source', { skip: packs.every(existsSync) ? false : 'the folder of photos is not here' }, () => {
  const { sources, unnamed, names } = readPackNames();
  const known = new Set(Object.values(names).flatMap((bySource) => Object.entries(bySource).flatMap(([source, called]) => called.map((name) => `${source} ${name}`))));
  for (const [source, called] of Object.entries(unnamed)) for (const name of called) known.add(`${source} ${name}`);
  const missing = new Set<string>();
  for (const pack of packs) {
    for (const line of readFileSync(pack, 'utf8').split('\n').filter((text) => text !== '')) {
      const { source, class: whole, masks, boxes = [] } = JSON.parse(line) as { source: string; class?: string; masks: { name: string }[]; boxes?: { name: string }[] };
      assert.ok(source in sources, source);
      for (const name of [...masks, ...boxes].map((one) => one.name).concat(whole ?? [])) if (!known.has(`${source} ${name}`)) missing.add(`${source} ${name}`);
    }
  }
  assert.deepEqual([...missing], []);
});
