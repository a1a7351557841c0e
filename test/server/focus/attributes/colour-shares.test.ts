import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colouringOf, fitOf, mainColours, nameOfColour } from '../../../../server/focus/attributes/colour-shares.ts';
import { affinity, colourOf, colours } from '../../../../server/focus/attributes/colour-words.ts';
import { oklab } from '../../../../server/focus/attributes/oklab.ts';
import { FocusError } from '../../../../server/errors.ts';
import { createMask, type Mask } from '../../../../server/images/mask.ts';
import { createPicture, type Picture } from '../../../../server/images/picture.ts';

test('OKLab of known colours is as published', () => {
  const near = (colour: [number, number, number], expected: [number, number, number]): void => {
    oklab(...colour).forEach((value, axis) => assert.ok(Math.abs(value - expected[axis]) < 0.001, `${colour}: ${value} for ${expected[axis]}`));
  };
  near([255, 255, 255], [1, 0, 0]);
  near([0, 0, 0], [0, 0, 0]);
  near([255, 0, 0], [0.628, 0.2249, 0.1258]);
  near([0, 255, 0], [0.8664, -0.2339, 0.1795]);
  near([0, 0, 255], [0.452, -0.0325, -0.3115]);
});

test('a colour has the name that people give it', () => {
  const seen: Record<string, [number, number, number][]> = {
    black: [[8, 8, 10], [30, 28, 27]],
    grey: [[120, 121, 119], [165, 163, 160], [72, 74, 78]],
    white: [[250, 251, 249], [235, 234, 230]],
    red: [[214, 24, 31], [150, 10, 22], [240, 40, 40]],
    orange: [[247, 147, 30], [232, 110, 20]],
    yellow: [[250, 220, 40], [238, 205, 18]],
    green: [[40, 120, 50], [110, 170, 70], [20, 70, 35], [60, 220, 70]],
    cyan: [[60, 205, 205], [10, 140, 145]],
    blue: [[30, 80, 190], [15, 25, 90], [120, 180, 225]],
    purple: [[120, 40, 150], [70, 20, 110]],
    pink: [[250, 130, 180], [245, 175, 195]],
    brown: [[110, 70, 40], [75, 48, 30], [150, 105, 65]],
    beige: [[222, 200, 165], [236, 222, 196]],
  };
  for (const [name, values] of Object.entries(seen)) {
    for (const value of values) assert.equal(nameOfColour(...value), name, String(value));
  }
});

test('other words mean one of the measured colours', () => {
  assert.deepEqual(['Navy', 'maroon', 'golden', 'turquoise', 'gray', 'tan', 'violet'].map(colourOf), ['blue', 'red', 'yellow', 'cyan', 'grey', 'beige', 'purple']);
  assert.deepEqual(['dog', 'toString', 'constructor', ''].map(colourOf), [null, null, null, null]);
});

test('affinity is symmetric, and 1 with itself only', () => {
  for (const one of colours) {
    for (const other of colours) {
      assert.equal(affinity(one, other), affinity(other, one));
      assert.equal(affinity(one, other) === 1, one === other);
    }
  }
});

test('shares count pixels of the mask and no others', () => {
  const picture = createPicture(10, 10, [20, 60, 200]);
  paint(picture, { left: 0, top: 0, right: 10, bottom: 4 }, [220, 20, 30]);
  const mask = rectangle(10, 10, { left: 0, top: 2, right: 10, bottom: 6 });
  const colouring = colouringOf(picture, mask);
  assert.deepEqual([colouring.shares.red, colouring.shares.blue, colouring.shares.green], [0.5, 0.5, 0]);
  assert.deepEqual(mainColours(colouring).sort(), ['blue', 'red']);
  assert.equal(fitOf(colouring, 'red'), 0.5);
  assert.equal(fitOf(colouring, 'pink'), 0.5 * affinity('pink', 'red'));
});

test('an empty mask has no colour', () => {
  const colouring = colouringOf(createPicture(4, 4, [255, 0, 0]), createMask(4, 4));
  assert.deepEqual([mainColours(colouring), colouring.lightness], [[], 0]);
});

test('shares of a large mask are those of all its pixels', () => {
  const picture = createPicture(400, 300, [250, 250, 250]);
  paint(picture, { left: 0, top: 0, right: 100, bottom: 300 }, [10, 10, 10]);
  const { shares } = colouringOf(picture, createMask(400, 300, 1));
  assert.ok(Math.abs(shares.black - 0.25) < 0.005, String(shares.black));
  assert.ok(Math.abs(shares.white - 0.75) < 0.005, String(shares.white));
});

test('a mask of another size than the picture is refused', () => {
  assert.throws(() => colouringOf(createPicture(4, 4, [0, 0, 0]), createMask(5, 4)), (error) => FocusError.isInstance(error) && error.code === 'mask-size-differs');
});

interface Corners {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function paint(picture: Picture, { left, top, right, bottom }: Corners, colour: readonly [number, number, number]): void {
  for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) picture.data.set(colour, (y * picture.width + x) * 3);
}

function rectangle(width: number, height: number, { left, top, right, bottom }: Corners): Mask {
  const mask = createMask(width, height);
  for (let y = top; y < bottom; y += 1) mask.data.fill(1, y * width + left, y * width + right);
  return mask;
}
