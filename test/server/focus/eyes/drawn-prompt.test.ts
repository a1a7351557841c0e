import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cellsAcross, drawPrompt, flagCount, planeCount, type SquarePrompt } from '../../../../server/focus/eyes/drawn-prompt.ts';

interface Row {
  said: { clicks?: [number, number, boolean][]; box?: number[]; rough?: number[]; earlier?: number[]; named?: boolean };
  planes: number[][];
  support: number[];
  opposed: number[];
  flags: number[];
}

// Written by write_drawn_prompts.py with the training's own code.
const rows: Row[] = JSON.parse(readFileSync(new URL('./drawn-prompts.json', import.meta.url), 'utf8'));
const cells = cellsAcross ** 2;

function rectangle([left, top, right, bottom]: number[], value = 0.75): Float32Array {
  return Float32Array.from({ length: cells }, (_, at) => {
    const [x, y] = [at % cellsAcross, Math.floor(at / cellsAcross)];
    return x >= left && x < right && y >= top && y < bottom ? value : 0;
  });
}

function promptOf({ clicks, box, rough, earlier, named }: Row['said']): SquarePrompt {
  return {
    clicks: clicks?.map(([x, y, positive]) => ({ x, y, positive })),
    ...(box && { box: { left: box[0], top: box[1], right: box[2], bottom: box[3] } }),
    ...(rough && { rough: rectangle(rough) }), ...(earlier && { earlier: rectangle(earlier) }), named,
  };
}

/** As `sums` of write_drawn_prompts.py. */
function sums(plane: Float32Array): number[] {
  const totals = [0, 0, 0, 0];
  plane.forEach((value, at) => {
    const [x, y] = [(at % cellsAcross) / cellsAcross, Math.floor(at / cellsAcross) / cellsAcross];
    [1, x, y, x * y].forEach((weight, index) => { totals[index] += value * weight; });
  });
  return totals;
}

function assertNear(found: number[], expected: number[], what: string): void {
  found.forEach((value, at) => assert.ok(Math.abs(value - expected[at]) <= 1e-4 * Math.max(1, Math.abs(expected[at])), `${what}: ${value} in place of ${expected[at]}`));
}

test('prompts are drawn as training draws them', () => {
  const shown = rectangle([0, 6, cellsAcross, 42], 1);
  for (const { said, planes, support, opposed, flags } of rows) {
    const drawn = drawPrompt(promptOf(said), shown);
    const what = JSON.stringify(said);
    assert.equal(planes.length, planeCount);
    planes.forEach((expected, at) => assertNear(sums(drawn.planes.subarray(at * cells, (at + 1) * cells)), expected, `${what}, map ${at}`));
    assertNear(sums(drawn.support), support, `${what}, support`);
    assertNear(sums(drawn.opposed), opposed, `${what}, opposed`);
    assert.deepEqual([...drawn.flags], flags);
    assert.equal(flags.length, flagCount);
  }
});
