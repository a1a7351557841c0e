import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pictureFolder, runFocus } from './fake-focus.ts';

/** Exit code 1, nothing on the output, one line without a stack on the error stream. */
async function refused(args: string[], line: RegExp): Promise<void> {
  const { code, output, errors } = await runFocus(args);
  assert.equal(code, 1);
  assert.equal(output, '');
  assert.equal(errors.split('\n').length, 2, errors);
  assert.doesNotMatch(errors, /\bat .*\.ts:\d+/);
  assert.match(errors, line);
}

test('a command that does not exist', () => refused(['paint'], /no command "paint".*chat, ask, segment, edit, adjust, draw/));
test('a picture that is missing', () => refused(['ask', '/nowhere/x.png', 'what'], /no file \/nowhere\/x\.png/));
test('an argument that is missing', () => refused(['ask', 'x.png'], /"QUESTION" is missing/));
test('a sentence without quotes', () => refused(['ask', 'x.png', 'what', 'colour'], /"colour" is one word too many.*quotes/));
test('an option that does not exist', () => refused(['ask', 'x.png', 'what', '--colour'], /--colour/));
test('edit without --out', () => refused(['edit', 'x.png', 'remove it'], /--out is missing/));
test('a mask to a lossy file', () => refused(['segment', 'x.png', 'it', '--out', 'mask.jpg'], /\.png/));

test('a text file that is named .png', async (t) => {
  const { at } = await pictureFolder(t);
  await writeFile(at('text.png'), 'hello, I am a letter\n');
  await refused(['ask', at('text.png'), 'what'], /holds text, not a picture/);
});

test('an empty file', async (t) => {
  const { at } = await pictureFolder(t);
  await writeFile(at('empty.png'), '');
  await refused(['ask', at('empty.png'), 'what'], /0 bytes/);
});

test('half of a picture', async (t) => {
  const { image, at } = await pictureFolder(t);
  const bytes = await readFile(image);
  await writeFile(at('half.png'), bytes.subarray(0, bytes.length / 2));
  await refused(['ask', at('half.png'), 'what'], /ends too early/);
});

test('points, boxes, scribbles and seeds that are none', async (t) => {
  const { image } = await pictureFolder(t);
  const prompts: [string, string, RegExp][] = [
    ['--point', '5', /"5" is not a point/],
    ['--point', '5,x', /"5,x" is not a point/],
    ['--point', '5,6,7', /"5,6,7" is not a point/],
    ['--point', '1e999,3', /is not a point/],
    ['--box', '1,2,3', /"1,2,3" is not a box/],
    ['--scribble', '1,2;3', /"1,2;3" is not a scribble/],
    ['--scribble', '', /is not a scribble/],
  ];
  for (const [option, value, line] of prompts) await refused(['segment', image, option, value], line);
  await refused(['edit', image, 'remove it', '--out', 'x.png', '--seed', '1.5'], /"1\.5" is not a seed/);
});

test('a point with a negative coordinate is read as a point, not as an option', async (t) => {
  const { image } = await pictureFolder(t);
  const { log } = await runFocus(['segment', image, '--point', '-3,5']);
  assert.deepEqual(log.turns[0].points, [{ x: -3, y: 5, positive: true }]);
});

test('classes together with an expression', async (t) => {
  const { image } = await pictureFolder(t);
  await refused(['segment', image, 'the cube', '--classes', 'cube'], /--classes stands alone/);
});

test('a mask of another size', async (t) => {
  const { image, at } = await pictureFolder(t);
  await runFocus(['draw', 'x', '--out', at('small.png')]);
  await refused(['edit', image, 'remove it', '--mask', at('small.png'), '--out', at('out.png')], /16 x 16 pixels, the picture 40 x 30/);
});

test('a folder that does not exist to write into', async (t) => {
  const { image, at } = await pictureFolder(t);
  await refused(['edit', image, 'remove it', '--out', at('nowhere/out.png')], /its folder does not exist/);
});

test('an empty message', async (t) => {
  const { image } = await pictureFolder(t);
  await refused(['ask', image, ''], /message is empty/);
});

test('with --json the error is an object on the output as well', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, output } = await runFocus(['ask', image, '', '--json']);
  assert.equal(code, 1);
  assert.equal(JSON.parse(output).error.code, 'message-empty');
});
