// The colours of masks for every kind of colour vision, and their rims on any ground.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dark, light } from '../../../app/canvas/draw-masks.ts';
import { adding, colourOf, type Colour, removing } from '../../../app/canvas/palette.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/**
 * What is seen without one kind of cones, as matrices on linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at severity 1.
 */
const visions: Record<string, Matrix> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const times = (matrix: Matrix, [x, y, z]: Triple) => matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple;
const linear = (colour: Triple) => colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Triple;
const bounded = (values: Triple) => values.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple;

/** Of linear RGB: B. Ottosson, "A perceptual color space for image processing", 2020; as in CSS Color 4. */
const oklab = (rgb: Triple) => times(
  [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]],
  times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], rgb).map(Math.cbrt) as unknown as Triple,
);
/** CSS Color 4 calls 0.02 of it just noticeable. */
const difference = (one: Colour, other: Colour, vision: Matrix) => {
  const [a, b] = [one, other].map((colour) => oklab(bounded(times(vision, linear(colour)))));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

const colours: Colour[] = [colourOf(0)];
while (colourOf(colours.length) !== colours[0]) colours.push(colourOf(colours.length));

test('a full turn of the palette has seven colours, none twice', () => {
  assert.equal(new Set(colours.map(String)).size, 7);
});

for (const [name, vision] of Object.entries(visions)) {
  test(`one mask and the next have colours that stay apart, ${name}`, () => {
    for (const [index, colour] of colours.entries()) {
      const next = colourOf(index + 1);
      const apart = difference(colour, next, vision);
      assert.ok(apart >= 0.1, `${colour} and ${next}: ${apart.toFixed(3)}`);
    }
  });

  test(`what is added and what is taken away have colours that are far apart, ${name}`, () => {
    const apart = difference(adding, removing, vision);
    assert.ok(apart >= 0.2, apart.toFixed(3));
  });

  test(`no two masks have colours that cannot be told apart, ${name}`, () => {
    for (const [index, colour] of colours.entries()) {
      for (const other of colours.slice(index + 1)) {
        const apart = difference(colour, other, vision);
        assert.ok(apart >= 0.04, `${colour} and ${other}: ${apart.toFixed(3)}`);
      }
    }
  });
}

/** WCAG 2.2, relative luminance. */
const luminance = (colour: Triple) => times([[0.2126, 0.7152, 0.0722], [0, 0, 0], [0, 0, 0]], linear(colour))[0];
const contrast = (one: Triple, other: Triple) => {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
};
const over = (style: string, ground: Triple) => {
  const [red, green, blue, part] = style.match(/[\d.]+/g)!.map(Number);
  return [red, green, blue].map((value, index) => value * part + ground[index] * (1 - part)) as unknown as Triple;
};

test('one of the two rims has a contrast of 3 to 1 on every grey and on every colour of the palette', () => {
  const greys = Array.from({ length: 256 }, (_, value): Triple => [value, value, value]);
  for (const ground of [...greys, ...colours]) {
    const outer = over(dark, ground);
    const best = Math.max(contrast(outer, ground), contrast(over(light, outer), ground));
    assert.ok(best >= 3, `${ground}: ${best.toFixed(2)}`);
  }
});
