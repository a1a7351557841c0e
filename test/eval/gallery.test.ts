import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPicture } from '../../server/images/intake.ts';
import { createPicture } from '../../server/images/picture.ts';
import { boxMask } from '../../server/images/raster.ts';
import { Gallery } from './gallery.ts';
import type { Case } from './measure.ts';
import { reliabilitySvg, writeReliability } from './reliability.ts';
import { escaped, wrapped } from './svg.ts';

const failure = (section: string, words: string, quality = 0, certainty = 0.5): Case => ({
  section, words, quality, certainty, picture: createPicture(40, 30, [200, 60, 60]), truth: { mask: boxMask(40, 30, { left: 5, top: 5, width: 9, height: 9 }) }, answer: { text: 'none' },
});

test('the worst come first, of equally bad ones the surest; the sections take turns; good answers are left out', () => {
  const gallery = new Gallery(4);
  gallery.add(failure('b', 'poor', 0.3));
  gallery.add(failure('b', 'unsure', 0, 0.2));
  gallery.add(failure('b', 'sure', 0, 0.9));
  gallery.add(failure('b', 'fine', 0.8));
  gallery.add(failure('a', 'only', 0.4));
  assert.deepEqual(gallery.worst().map(({ words }) => words), ['only', 'sure', 'unsure', 'poor']);
});

test('the sheet is a picture with every failure, its words also in a text file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'focus-gallery-'));
  const gallery = new Gallery();
  for (let index = 0; index < 30; index += 1) gallery.add(failure('a <b> & c', `words "${index}"`));
  await gallery.write(join(folder, 'g.png'));
  const { width, height } = await readPicture(join(folder, 'g.png'));
  assert.ok(width > 4 * 256 && height > 6 * 128, `${width} x ${height}`);
  assert.equal((await readFile(join(folder, 'g.png.txt'), 'utf8')).trim().split('\n').length, 24);
  await writeReliability(join(folder, 'r.png'), []);
  await readPicture(join(folder, 'r.png'));
  await rm(folder, { recursive: true });
});

test('the reliability curve has a point a bin at mean score and share that is right', () => {
  const masks = [{ score: 0.95, iou: 0.9 }, { score: 0.95, iou: 0.1 }, { score: 0.15, iou: 0.2 }];
  const svg = reliabilitySvg(masks);
  assert.match(svg, /3 masks, calibration error 35\.0, AUROC 75\.0/);
  // x = 56 + 360 * score, y = 40 + 360 * (1 - share)
  assert.match(svg, /points="110\.0,400\.0 398\.0,220\.0"/);
});

test('long lines break between words, and in a word where it must be', () => {
  assert.deepEqual(wrapped('show me the red cone', 8), ['show me', 'the red', 'cone']);
  assert.deepEqual(wrapped('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  assert.equal(escaped('a<b>&"\u0007'), 'a&#60;b&#62;&#38;&#34; ');
});
