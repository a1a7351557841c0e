// Prompts drawn on the maps that the prompt predictor reads, as training draws them (models/training/photos/prompts.py; a test holds
// both to each other). Coordinates are pixels of the square that the network sees, side 48 · 8.

export const cellsAcross = 48;
const cell = 8;
const cells = cellsAcross ** 2;

/** Maps: clicks + narrow and wide, clicks − narrow and wide, box inside and edge, rough mask, earlier mask, where the picture is. */
export const planeCount = 9;
/** Click +, click −, box, rough mask, earlier mask, name. */
export const flagCount = 6;
const plane = { click: 0, opposed: 2, boxInside: 4, boxEdge: 5, rough: 6, earlier: 7, shown: 8 } as const;
const flag = { click: 0, opposed: 1, box: 2, rough: 3, earlier: 4, name: 5 } as const;

export interface DrawnPrompt {
  /** [planeCount, 48, 48] */
  planes: Float32Array;
  /** [48, 48] each: where what is meant lies, and what is not; summing to 1, or all 0. */
  support: Float32Array;
  opposed: Float32Array;
  /** [flagCount] */
  flags: Float32Array;
}

/** What is pointed with, in pixels of the square. Covers are shares of the cells [48, 48] that lie inside. */
export interface SquarePrompt {
  clicks?: readonly { x: number; y: number; positive: boolean }[];
  box?: { left: number; top: number; right: number; bottom: number };
  rough?: Float32Array;
  /** Likelihoods [48, 48] of the mask that the prompt corrects. */
  earlier?: Float32Array;
  named?: boolean;
}

/** Draws a prompt; `shown` [48, 48] is 1 where the square shows the picture. */
export function drawPrompt(prompt: SquarePrompt, shown: Float32Array): DrawnPrompt {
  const drawn = { planes: new Float32Array(planeCount * cells), support: new Float32Array(cells), opposed: new Float32Array(cells), flags: new Float32Array(flagCount) };
  const map = (at: number): Float32Array => drawn.planes.subarray(at * cells, (at + 1) * cells);
  map(plane.shown).set(shown);
  for (const { x, y, positive } of prompt.clicks ?? []) {
    const first = positive ? plane.click : plane.opposed;
    drawn.flags[positive ? flag.click : flag.opposed] = 1;
    bump(x / cell, y / cell, 0.8, (index, value) => raise(map(first), index, value));
    bump(x / cell, y / cell, 2.5, (index, value) => raise(map(first + 1), index, value));
    const near = positive ? drawn.support : drawn.opposed;
    bump(x / cell, y / cell, 0.6, (index, value) => { near[index] += value; });
  }
  if (prompt.box) drawBox(prompt.box, map(plane.boxInside), map(plane.boxEdge), drawn);
  if (prompt.rough) {
    map(plane.rough).set(prompt.rough);
    drawn.flags[flag.rough] = 1;
    prompt.rough.forEach((share, index) => { drawn.support[index] += share ** 2; });
  }
  if (prompt.earlier) {
    map(plane.earlier).set(prompt.earlier);
    drawn.flags[flag.earlier] = 1;
  }
  if (prompt.named) drawn.flags[flag.name] = 1;
  normalise(drawn.support);
  normalise(drawn.opposed);
  return drawn;
}

function drawBox(box: NonNullable<SquarePrompt['box']>, inside: Float32Array, edge: Float32Array, drawn: DrawnPrompt): void {
  const [left, top, right, bottom] = [box.left / cell, box.top / cell, box.right / cell, box.bottom / cell];
  const [centreX, centreY] = [(left + right) / 2, (top + bottom) / 2];
  const [width, height] = [Math.max(right - left, 0.5), Math.max(bottom - top, 0.5)];
  drawn.flags[flag.box] = 1;
  for (let row = 0, index = 0; row < cellsAcross; row += 1) {
    const y = row + 0.5;
    for (let column = 0; column < cellsAcross; column += 1, index += 1) {
      const x = column + 0.5;
      inside[index] = cover(left, right, x) * cover(top, bottom, y);
      const upright = Math.max(Math.exp(-((x - left) ** 2)), Math.exp(-((x - right) ** 2))) * cover(top - 0.5, bottom + 0.5, y);
      const level = Math.max(Math.exp(-((y - top) ** 2)), Math.exp(-((y - bottom) ** 2))) * cover(left - 0.5, right + 0.5, x);
      edge[index] = Math.max(upright, level);
      const middle = Math.exp(-(((x - centreX) / (0.3 * width)) ** 2 + ((y - centreY) / (0.3 * height)) ** 2) / 2);
      drawn.support[index] += inside[index] * (middle + 0.02);
    }
  }
  // A box narrower than a cell still says where.
  bump(centreX, centreY, 0.6, (index, value) => { drawn.support[index] += 1e-6 * value; });
}

/** A bell round a place, told cell by cell. */
function bump(x: number, y: number, sigma: number, tell: (index: number, value: number) => void): void {
  for (let row = 0, index = 0; row < cellsAcross; row += 1) {
    for (let column = 0; column < cellsAcross; column += 1, index += 1) {
      tell(index, Math.exp(-((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2) / (2 * sigma * sigma)));
    }
  }
}

/** Share of a cell of width 1 round `centre` that lies between two places. */
function cover(low: number, high: number, centre: number): number {
  return Math.min(1, Math.max(0, Math.min(centre + 0.5, high) - Math.max(centre - 0.5, low)));
}

function raise(values: Float32Array, index: number, value: number): void {
  if (value > values[index]) values[index] = value;
}

function normalise(values: Float32Array): void {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total > 1e-6) for (let index = 0; index < values.length; index += 1) values[index] /= total;
}
