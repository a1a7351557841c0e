// 3 x 3 matrices, row by row, and the colour spaces that are made of them.

export type Matrix = readonly [number, number, number, number, number, number, number, number, number];
export type Triple = readonly [number, number, number];

/** Red, green, blue and white point as CIE 1931 x and y. */
export type Primaries = readonly (readonly [number, number])[];

export function multiply(one: Matrix, other: Matrix): Matrix {
  const out: number[] = [];
  for (let row = 0; row < 9; row += 3) {
    for (let column = 0; column < 3; column += 1) out.push(one[row] * other[column] + one[row + 1] * other[column + 3] + one[row + 2] * other[column + 6]);
  }
  return out as unknown as Matrix;
}

export function apply(m: Matrix, [x, y, z]: Triple): Triple {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

export function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [one, two, three] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const determinant = a * one + b * two + c * three;
  return [one, c * h - b * i, b * f - c * e, two, a * i - c * g, c * d - a * f, three, b * g - a * h, a * e - b * d].map((value) => value / determinant) as unknown as Matrix;
}

/** White of the profile connection space of ICC.1, XYZ. */
const d50: Triple = [0.9642, 1, 0.8249];

/** Bradford's cone responses, with which white points are brought to each other (ICC.1, annex E). */
const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

const srgbPrimaries: Primaries = [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], [0.3127, 0.329]];

/** From linear red, green, blue to XYZ seen under D50. */
export function toD50([red, green, blue, white]: Primaries): Matrix {
  const xyz = ([x, y]: readonly [number, number]): Triple => [x, y, 1 - x - y];
  const [r, g, b] = [red, green, blue].map(xyz);
  const w = xyz(white).map((value) => value / white[1]) as unknown as Triple;
  const columns: Matrix = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]];
  const [sr, sg, sb] = apply(invert(columns), w);
  const scaled: Matrix = [r[0] * sr, g[0] * sg, b[0] * sb, r[1] * sr, g[1] * sg, b[1] * sb, r[2] * sr, g[2] * sg, b[2] * sb];
  const [from, to] = [apply(bradford, w), apply(bradford, d50)];
  const adapted: Matrix = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]];
  return multiply(multiply(multiply(invert(bradford), adapted), bradford), scaled);
}

/** From XYZ under D50 to linear sRGB. */
export const fromD50: Matrix = invert(toD50(srgbPrimaries));

export { srgbPrimaries };
