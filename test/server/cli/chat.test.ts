import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskFromPicture } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { area } from '../../../server/images/mask.ts';
import { pictureFolder, runFocus } from './fake-focus.ts';

async function chat(image: string, ...lines: string[]) {
  return runFocus(['chat', image], { input: `${lines.join('\n')}\n` });
}

test('a piped conversation answers line by line and ends with the input', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, output, errors, log } = await chat(image, 'what colour is it', 'the green cone');
  assert.deepEqual([code, errors, log.closed], [0, '', 1]);
  assert.deepEqual(output.split('\n').slice(2), ['Red.', 'There is no green cone in this picture.', '']);
});

test('masks and turns go into the next turn', async (t) => {
  const { image } = await pictureFolder(t);
  const { log } = await chat(image, 'the red cube', '/click 20,20 and this', 'what colour is it');
  assert.deepEqual(log.turns[2].sessionMasks?.map(({ id, name }) => [id, name]), [['1', 'red cube'], ['2', 'clicked']]);
  assert.deepEqual(log.turns[2].history?.map(({ text }) => text), ['the red cube', 'and this']);
});

test('an edit goes on from the edited picture, and undo goes back', async (t) => {
  const { image } = await pictureFolder(t);
  const { log, output } = await chat(image, 'remove the red cube', 'what is there', '/undo', '/undo', 'what is there', '/undo', '/undo');
  const corner = log.pictures.map(({ data }) => data[(6 * 40 + 4) * 3]);
  assert.deepEqual(corner, [128, 255, 128]);
  assert.match(output, /I removed the red cube\.\n {2}seed 5 {2}80 pixels changed/);
  assert.match(output, /nothing to take back/);
});

test('what an edit changed is not a mask of the conversation', async (t) => {
  const { image } = await pictureFolder(t);
  const { output } = await chat(image, 'remove the red cube', '/masks');
  assert.match(output, /There are no masks yet/);
});

test('masks and pictures are saved', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { output } = await chat(
    image,
    'the red cube',
    '/click 20,20',
    `/save mask ${at('newest.png')}`,
    `/save mask 1 ${at('first.png')}`,
    'remove the red cube',
    `/save picture ${at('picture.png')}`,
  );
  assert.match(output, /Wrote .*newest\.png\.\nWrote .*first\.png\./);
  assert.equal(area(await maskFromPicture(at('first.png'))), 80);
  assert.ok(area(await maskFromPicture(at('newest.png'))) < 40);
  assert.equal((await readPicture(at('picture.png'))).data[(6 * 40 + 4) * 3], 255);
});

test('a bad line says why and the conversation goes on', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, output, errors } = await chat(image, '/dance', '/click', '/click 5', '/save mask 9 x.png', '/open /nowhere.png', 'what colour');
  assert.equal(code, 0);
  assert.deepEqual(errors.trimEnd().split('\n'), [
    'There is no command /dance. Type /help.',
    'Write it as "/click X,Y". Type /help.',
    'Write it as "/click X,Y". Type /help.',
    'There is no mask 9. Type /masks for the list.',
    'There is no file /nowhere.png. Check the path.',
  ]);
  assert.match(output, /Red\.\n$/);
});

test('/draw goes on with the drawing, without the old masks', async (t) => {
  const { image } = await pictureFolder(t);
  const { output, log } = await chat(image, 'the red cube', '/draw a ball', 'what is it');
  assert.match(output, /a drawing with seed 7, 16 x 16 pixels/);
  assert.deepEqual(log.turns[1].sessionMasks, []);
});

test('Ctrl-C stops the step that runs, not the conversation', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, output, errors } = await chat(image, 'wait for it', 'what colour is it');
  assert.equal(code, 0);
  assert.equal(errors, 'Stopped.\n');
  assert.match(output, /Red\.\n$/);
});

test('/quit ends at once', async (t) => {
  const { image } = await pictureFolder(t);
  const { code, log } = await chat(image, '/quit', 'what colour is it');
  assert.deepEqual([code, log.turns.length, log.closed], [0, 0, 1]);
});

test('pictures are drawn in colour on a terminal, never into a pipe or with NO_COLOR', async (t) => {
  const { image } = await pictureFolder(t);
  const { PassThrough } = await import('node:stream');
  const shown = async (environment: NodeJS.Dict<string>) => {
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 30 });
    let text = '';
    output.on('data', (chunk) => (text += chunk));
    await runFocus(['segment', image, 'the red cube'], { terminal: { output, environment } });
    return text;
  };
  assert.match(await shown({ COLORTERM: 'truecolor' }), /\x1b\[38;2;.*▀/);
  assert.doesNotMatch(await shown({ NO_COLOR: '1' }), /\x1b|▀/);
  assert.doesNotMatch((await chat(image, 'the red cube')).output, /\x1b|▀/);
});
