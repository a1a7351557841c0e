import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask } from '../../../server/images/mask.ts';
import { createPicture } from '../../../server/images/picture.ts';
import { maskColours, renderPreview, terminalColours } from '../../../server/images/preview.ts';

const visible = (text: string): string[] => text.replace(/\x1b\[[\d;]*m/g, '').split('\n');

test('two rows of pixels make one row of half blocks', () => {
  const text = renderPreview(createPicture(3, 4, [10, 20, 30]), [], { columns: 80, rows: 40, colours: 'true' });
  assert.deepEqual(visible(text), ['▀▀▀', '▀▀▀']);
  assert.ok(text.includes('\x1b[38;2;10;20;30;48;2;10;20;30m'));
});

test('every line ends with colours off, so that a broken line never paints the terminal', () => {
  const text = renderPreview(createPicture(5, 5, [1, 2, 3]), [], { columns: 80, rows: 40, colours: '256' });
  for (const line of text.split('\n')) assert.ok(line.endsWith('\x1b[0m'));
});

test('an odd last row has only its upper half', () => {
  const text = renderPreview(createPicture(1, 3, [0, 0, 0]), [], { columns: 9, rows: 9, colours: 'true' });
  assert.ok((text.split('\n').at(-1) as string).includes(';49m▀'));
});

test('a large picture is scaled to fit and keeps its shape', () => {
  const text = renderPreview(createPicture(400, 200, [9, 9, 9]), [], { columns: 40, rows: 40, colours: 'true' });
  assert.deepEqual([visible(text).length, visible(text)[0].length], [10, 40]);
  const tall = visible(renderPreview(createPicture(1, 3000, [9, 9, 9]), [], { columns: 40, rows: 20, colours: 'true' }));
  assert.deepEqual([tall.length, tall[0].length], [20, 1]);
});

test('a mask tints its pixels with its colour', () => {
  const plain = renderPreview(createPicture(4, 4, [0, 0, 0]), [], { columns: 9, rows: 9, colours: 'true' });
  const tinted = renderPreview(createPicture(4, 4, [0, 0, 0]), [createMask(4, 4, 1)], { columns: 9, rows: 9, colours: 'true' });
  const border = maskColours[0].map((value) => Math.round(value * 0.9)).join(';');
  assert.notEqual(plain, tinted);
  assert.ok(tinted.includes(border));
});

test('without colours there are no escape codes', () => {
  const text = renderPreview(createPicture(4, 4, [255, 255, 255]), [], { columns: 9, rows: 9, colours: 'none' });
  assert.equal(text, '@@@@\n@@@@');
});

test('the terminal is asked by its variables', () => {
  assert.equal(terminalColours({ COLORTERM: 'truecolor', TERM: 'xterm-256color' }, true), 'true');
  assert.equal(terminalColours({ TERM: 'xterm-256color' }, true), '256');
  assert.equal(terminalColours({ TERM: 'xterm', NO_COLOR: '1' }, true), 'none');
  assert.equal(terminalColours({ COLORTERM: 'truecolor' }, false), 'none');
  assert.equal(terminalColours({ FORCE_COLOR: '3' }, false), 'true');
});
