import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { maskFromPicture, maskToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { area, createMask, invert } from '../../../server/images/mask.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { grey, pictureFolder, runFocus } from './fake-focus.ts';

test('ask prints the answer and closes the model', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, output, log } = await runFocus(['ask', image, 'what colour is the cube']);
  assert.deepEqual([code, output, log.closed], [0, 'Red.\n', 1]);
  assert.equal(log.turns[0].edit, false);
});

test('ask --json prints one object', async (t) => {
  const { image } = await pictureFolder(t);
  const { output } = await runFocus(['ask', image, 'what colour is the cube', '--json']);
  assert.deepEqual(JSON.parse(output), { action: 'answer', text: 'Red.', answer: 'Red.', masks: [] });
});

test('segment writes the mask as PNG and lists it', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { code, output } = await runFocus(['segment', image, 'the red cube', '--out', at('mask.png')]);
  assert.equal(code, 0);
  assert.match(output, /I marked the red cube\.\n {2}1 red cube {2}93 % {2}80 pixels {2}box 4,6,14,14/);
  assert.equal(area(await maskFromPicture(at('mask.png'), grey)), 80);
});

test('segment passes every prompt on, in pixels', async (t) => {
  const { image, at } = await pictureFolder(t);
  await writeFile(at('rough.png'), await maskToPng(invert(createMask(40, 30))));
  const args = ['--point', '5,6', '--point', '7,8,-', '--box', '20,25,10,5', '--scribble', '1,2;3,4', '--mask', at('rough.png')];
  const { log } = await runFocus(['segment', image, ...args]);
  const [{ text, points, boxes, scribbles, masks }] = log.turns;
  assert.equal(text, '');
  assert.deepEqual(points, [{ x: 5, y: 6, positive: true }, { x: 7, y: 8, positive: false }]);
  assert.deepEqual(boxes, [{ left: 10, top: 5, width: 10, height: 20 }]);
  assert.deepEqual(scribbles, [[{ x: 1, y: 2 }, { x: 3, y: 4 }]]);
  assert.equal(area(masks?.[0] ?? createMask(1, 1)), 1200);
});

test('segment --json gives masks as COCO run lengths', async (t) => {
  const { image } = await pictureFolder(t);
  const { output } = await runFocus(['segment', image, 'the red cube', '--json']);
  const [mask] = JSON.parse(output).masks;
  assert.equal(area(decodeRle(mask)), 80);
  assert.deepEqual([mask.name, mask.score, mask.area], ['red cube', 0.93, 80]);
});

test('segment says what else a click may mean, and passes a choice on with the first click', async (t) => {
  const { image } = await pictureFolder(t);
  const { output } = await runFocus(['segment', image, '--point', '9,9']);
  assert.match(output, /\n {2}--choice 1: whole {2}93 % {2}80 pixels {2}box 4,6,14,14\n$/);
  const { output: json, log } = await runFocus(['segment', image, '--point', '9,9', '--choice', '1', '--json']);
  assert.deepEqual(log.turns[0].points, [{ x: 9, y: 9, positive: true, choice: 1 }]);
  const { alternatives } = JSON.parse(json);
  assert.deepEqual(alternatives.map(({ choice, name, score, area: pixels }: Record<string, unknown>) => [choice, name, score, pixels]), [[0, 'whole', 0.93, 80]]);
  assert.equal(area(decodeRle(alternatives[0])), 80);
});

test('segment refuses a choice that is none, and one without a click', async (t) => {
  const { image } = await pictureFolder(t);
  for (const [args, said] of [[['--point', '9,9', '--choice', '3'], /"3" is not a choice\. Use 0, 1 or 2/], [['--choice', '1'], /no --point/]] as const) {
    const { code, errors } = await runFocus(['segment', image, ...args]);
    assert.equal(code, 1);
    assert.match(errors, said);
  }
});

test('segment of nothing says so, writes nothing and is no failure', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { code, output, errors } = await runFocus(['segment', image, 'the green cone', '--out', at('mask.png')]);
  assert.deepEqual([code, output, errors], [0, 'There is no green cone in this picture.\n', 'No mask was written.\n']);
  assert.equal(existsSync(at('mask.png')), false);
});

test('segment --classes writes a file for each class that is there', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { output } = await runFocus(['segment', image, '--classes', 'cube, green ball', '--out', at('mask.png')]);
  assert.match(output, /^cube: 1, green ball: 0\n/);
  assert.equal(area(await maskFromPicture(at('mask-cube.png'))), 80);
  assert.equal(existsSync(at('mask-green-ball.png')), false);
});

test('edit writes the new picture and says the seed', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { code, output, log } = await runFocus(['edit', image, 'remove the red cube', '--seed', '11', '--out', at('out.png')]);
  assert.equal(code, 0);
  assert.match(output, /I removed the red cube\.\n.*seed 11 {2}80 pixels changed, painted at 64 x 64/);
  assert.equal(log.turns[0].edit, true);
  const { data } = await readPicture(at('out.png'));
  assert.equal(data[(6 * 40 + 4) * 3], 255);
  assert.equal(data[0], 128);
});

test('edit never writes over the picture it was given', async (t) => {
  const { image } = await pictureFolder(t);
  const before = await readFile(image);
  const { code, errors } = await runFocus(['edit', image, 'remove it', '--out', image]);
  assert.equal(code, 1);
  assert.match(errors, /is the picture itself/);
  assert.deepEqual(await readFile(image), before);
});

test('draw writes a picture', async (t) => {
  const { at } = await pictureFolder(t);
  const { code, output } = await runFocus(['draw', 'a red cube', '--seed', '3', '--out', at('drawn.png')]);
  assert.equal(code, 0);
  assert.match(output, /seed 3 {2}16 x 16 pixels/);
  assert.equal((await readPicture(at('drawn.png'))).width, 16);
});

test('--help of every command says how to call it and needs no picture', async () => {
  for (const name of ['chat', 'ask', 'segment', 'edit', 'draw']) {
    const { code, output } = await runFocus([name, '--help']);
    assert.equal(code, 0);
    assert.match(output, new RegExp(`^focus ${name} `));
  }
});
