import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourName, maskInWords, originOf, placeOf, shareOf } from '../../../app/canvas/mask-words.ts';

const shape = (left: number, top: number, width: number, height: number, area = width * height) => ({ counts: '', width: 300, height: 300, area, box: { left, top, width, height } });

test('a mask is said to be where its middle is', () => {
  assert.equal(placeOf(shape(0, 0, 60, 60)), 'upper left');
  assert.equal(placeOf(shape(120, 120, 60, 60)), 'middle');
  assert.equal(placeOf(shape(120, 240, 60, 60)), 'bottom');
  assert.equal(placeOf(shape(240, 120, 60, 60)), 'right');
});

test('its share of the picture has as many digits as say something', () => {
  assert.equal(shareOf(shape(0, 0, 150, 150)), '25 %');
  assert.equal(shareOf(shape(0, 0, 30, 30)), '1 %');
  assert.equal(shareOf(shape(0, 0, 1, 1, 400)), '0.4 %');
  assert.equal(shareOf(shape(0, 0, 1, 1)), 'under 0.1 %');
});

test('the words beside a name say place, size and colour', () => {
  assert.equal(maskInWords({ shape: shape(0, 240, 60, 60), colour: 'yellow' }), 'lower left, 4 % of the picture, yellow');
});

test('plain colours have their plain names', () => {
  const named = { '200,30,30': 'red', '30,140,60': 'green', '40,70,200': 'blue', '230,210,40': 'yellow', '120,40,160': 'purple', '10,10,12': 'black', '240,240,238': 'white', '120,120,124': 'grey', '240,140,30': 'orange', '110,70,40': 'brown' };
  for (const [rgb, name] of Object.entries(named)) {
    const [red, green, blue] = rgb.split(',').map(Number);
    assert.equal(colourName(red, green, blue), name, rgb);
  }
});

test('a version says what made it', () => {
  assert.equal(originOf({ operation: 'grow', parameters: { pixels: 1 } }, null), 'grown by 1 pixel');
  assert.equal(originOf({ operation: 'draw', parameters: { tool: 'eraser' } }, null), 'rubbed out');
  const prompts = [{ kind: 'point', x: 1, y: 1, positive: true }, { kind: 'point', x: 2, y: 2, positive: false }, { kind: 'box', left: 0, top: 0, width: 2, height: 2 }] as const;
  assert.equal(originOf({ operation: 'refine', parameters: {} }, { number: 3, prompts }), 'corrected, message 3, 2 points, 1 box');
});
