import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPlanes } from '../../../server/focus/frame.ts';
import { grainOf } from '../../../server/focus/grain.ts';
import { blocksBeside } from '../../../server/focus/grain-blocks.ts';
import { uniform } from '../../../server/focus/random.ts';
import { createPicture, type Picture } from '../../../server/images/picture.ts';
import { resizePicture } from '../../../server/images/resize.ts';

const [side, scale] = [32, 4];
const large = side * scale;
const part = { left: 0, top: 0, width: large, height: large };
const hidden = Float32Array.from({ length: side * side }, (_, at) => (inHole(at % side, Math.floor(at / side)) ? 1 : 0));

function inHole(x: number, y: number): boolean {
  return x >= 10 && x < 20 && y >= 12 && y < 22;
}

/** Grey ground with pixels `height` grey levels lighter or darker by lot; what is in the hole is red. */
function ground(height: number): Picture {
  const picture = createPicture(large, large, [120, 120, 120]);
  const lot = uniform(3);
  for (let y = 0; y < large; y += 1) {
    for (let x = 0; x < large; x += 1) {
      const level = lot() < 0.5 ? 120 + height : 120 - height;
      picture.data.set(inHole(Math.floor(x / scale), Math.floor(y / scale)) ? [255, 0, 0] : [level, level, level], (y * large + x) * 3);
    }
  }
  return picture;
}

const planesOf = (picture: Picture): Float32Array => toPlanes(resizePicture(picture, side, side, 'area'));
const painted = new Float32Array(3 * side * side).fill(120 / 255);

test('the hole gets the grain of the ground beside it, as strong as it is there, and keeps the painted colour', () => {
  const picture = ground(16);
  const grain = grainOf(picture, part, { result: painted, planes: planesOf(picture), hidden, side });
  assert.ok(grain);
  const [values, colours] = [[] as number[], new Float32Array(3)];
  for (let y = 12 * scale; y < 22 * scale; y += 1) {
    for (let x = 10 * scale; x < 20 * scale; x += 1) {
      colours.fill(0.5);
      grain(x, y, colours);
      values.push(colours[0] - 0.5);
      assert.ok(Math.abs(colours[0] - colours[1]) < 1e-6, 'nothing red comes back');
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  assert.ok(Math.abs(mean) < 0.01, `mean ${mean}`);
  assert.ok(deviation > 0.6 * (16 / 255) && deviation < 1.4 * (16 / 255), `deviation ${deviation}`);
});

test('what is as strong as an edge is no grain', () => {
  const picture = ground(120);
  const grain = grainOf(picture, part, { result: painted, planes: planesOf(picture), hidden, side })!;
  const colours = new Float32Array(3);
  for (let y = 12 * scale; y < 22 * scale; y += 1) {
    colours.fill(0.5);
    grain(14 * scale, y, colours);
    assert.ok(Math.abs(colours[0] - 0.5) <= 0.12 * 2 + 1e-6);
  }
});

test('a painting at the size of the picture lacks nothing, and where all is hidden nothing is known', () => {
  const picture = ground(16);
  const small = resizePicture(picture, 2 * side, 2 * side, 'area');
  assert.equal(grainOf(small, { left: 0, top: 0, width: 2 * side, height: 2 * side }, { result: painted, planes: planesOf(small), hidden, side }), null);
  assert.equal(grainOf(picture, part, { result: painted, planes: planesOf(picture), hidden: new Float32Array(side * side).fill(1), side }), null);
});

test('a block is taken from where the picture looks like what was painted, never from the hole or from outside the picture', () => {
  // Dark above row 8, light below row 26, grey between; the hole was painted light.
  const planes = Float32Array.from({ length: 3 * side * side }, (_, at) => {
    const y = Math.floor((at % (side * side)) / side);
    return y < 8 ? 0.1 : y < 24 ? 0.5 : 0.9;
  });
  const light = new Float32Array(3 * side * side).fill(0.9);
  const corners = (inPicture: (left: number, top: number) => boolean): number[][] => {
    const { columns, found, dx, dy } = blocksBeside({ result: light, planes, hidden, side }, inPicture)!;
    assert.ok(found.includes(1));
    return [...found.keys()].filter((at) => found[at] === 1).map((at) => [((at % columns) - 1) * 4 + dx[at], (Math.floor(at / columns) - 1) * 4 + dy[at]]);
  };
  for (const [, top] of corners(() => true)) assert.equal(top, 24, 'the light rows at the bottom');
  for (const [left, top] of corners((_, above) => above + 8 <= 24)) {
    assert.ok(top + 8 <= 24);
    for (let y = top; y < top + 8; y += 1) for (let x = left; x < left + 8; x += 1) assert.ok(!inHole(x, y));
  }
});
