import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxTool } from '../../../app/canvas/tools/box.ts';
import { brushTool, lassoTool, scribbleTool } from '../../../app/canvas/tools/freehand.ts';
import { pickTool, pointTool } from '../../../app/canvas/tools/point.ts';
import type { Placed, PointerInput, Tool } from '../../../app/canvas/tools/tool.ts';

type Move = [type: PointerInput['type'], x: number, y: number];

/** What the tool places over a row of inputs. */
function placed<State>(tool: Tool<State>, moves: readonly Move[], { alt = false, slack = 4, radius = 5 } = {}): Placed[] {
  let state = tool.idle;
  return moves.flatMap(([type, x, y]) => {
    const step = tool.step(state, { type, x, y, alt, slack, radius });
    state = step.state;
    return step.placed ?? [];
  });
}

test('a click places a point where the pointer went down', () => {
  const prompts = placed(pointTool(true), [['down', 10, 20], ['move', 12, 21], ['up', 12, 21]]);
  assert.deepEqual(prompts, [{ kind: 'point', x: 10, y: 20, positive: true }]);
});

test('the subtracting tool places a point that is not meant', () => {
  assert.deepEqual(placed(pointTool(false), [['down', 1, 2], ['up', 1, 2]]), [{ kind: 'point', x: 1, y: 2, positive: false }]);
});

test('Alt turns a point into its opposite', () => {
  const click: Move[] = [['down', 1, 2], ['up', 1, 2]];
  assert.deepEqual(placed(pointTool(true), click, { alt: true }), [{ kind: 'point', x: 1, y: 2, positive: false }]);
  assert.deepEqual(placed(pointTool(false), click, { alt: true }), [{ kind: 'point', x: 1, y: 2, positive: true }]);
});

test('a click that is dragged away places nothing, also when it comes back', () => {
  assert.deepEqual(placed(pointTool(true), [['down', 10, 10], ['move', 40, 10], ['move', 10, 10], ['up', 10, 10]]), []);
});

test('a click that becomes a pinch places nothing', () => {
  assert.deepEqual(placed(pointTool(true), [['down', 10, 10], ['cancel', 10, 10], ['up', 10, 10]]), []);
});

test('a click of the picking tool says where, to be looked up among the masks', () => {
  assert.deepEqual(placed(pickTool, [['down', 3, 4], ['up', 3, 4]]), [{ kind: 'pick', x: 3, y: 4 }]);
});

test('letting go without having pressed places nothing', () => {
  for (const tool of [pointTool(true), pickTool, boxTool, scribbleTool, lassoTool, brushTool(false)] as Tool<unknown>[]) {
    assert.deepEqual(placed(tool, [['move', 5, 5], ['up', 5, 5]]), []);
  }
});

test('a box holds both corner pixels, whichever way it was drawn', () => {
  const expected = [{ kind: 'box', left: 10, top: 20, width: 21, height: 11 }];
  assert.deepEqual(placed(boxTool, [['down', 10, 20], ['move', 20, 25], ['up', 30, 30]]), expected);
  assert.deepEqual(placed(boxTool, [['down', 30, 30], ['move', 20, 25], ['up', 10, 20]]), expected);
});

test('a box no larger than a slip of the pointer is none', () => {
  assert.deepEqual(placed(boxTool, [['down', 10, 10], ['up', 13, 30]]), []);
});

test('Escape takes back what is being drawn', () => {
  for (const tool of [boxTool, scribbleTool, lassoTool, brushTool(true)] as Tool<unknown>[]) {
    assert.deepEqual(placed(tool, [['down', 10, 10], ['move', 50, 10], ['move', 50, 50], ['cancel', 50, 50], ['up', 50, 50]]), []);
  }
});

test('a box is shown while it is drawn', () => {
  const input = { alt: false, slack: 1, radius: 1 };
  const down = boxTool.step(boxTool.idle, { type: 'down', x: 2, y: 2, ...input });
  const move = boxTool.step(down.state, { type: 'move', x: 5, y: 4, ...input });
  assert.deepEqual(boxTool.pending(move.state), { kind: 'box', left: 2, top: 2, width: 4, height: 3 });
});

test('a scribble is the way of the pointer, and a mere slip is none', () => {
  assert.deepEqual(placed(scribbleTool, [['down', 10, 10], ['move', 20, 10], ['up', 20, 18]]), [
    { kind: 'scribble', points: [{ x: 10, y: 10 }, { x: 20, y: 10 }, { x: 20, y: 18 }] },
  ]);
  assert.deepEqual(placed(scribbleTool, [['down', 10, 10], ['move', 12, 10], ['up', 12, 10]]), []);
});

test('a stroke that leaves the picture goes on where it comes back', () => {
  const [stroke] = placed(brushTool(false), [['down', 90, 50], ['move', 130, 50], ['move', 130, 80], ['up', 90, 80]]);
  assert.deepEqual(stroke, { kind: 'stroke', points: [{ x: 90, y: 50 }, { x: 130, y: 50 }, { x: 130, y: 80 }, { x: 90, y: 80 }], radius: 5, remove: false });
});

test('a brush makes a dot where it is only pressed, and keeps the size it began with', () => {
  assert.deepEqual(placed(brushTool(true), [['down', 4, 4], ['up', 4, 4]], { radius: 9 }), [{ kind: 'stroke', points: [{ x: 4, y: 4 }], radius: 9, remove: true }]);
});

test('Alt makes an eraser of the brush, and takes the area of the lasso away', () => {
  const way: Move[] = [['down', 0, 0], ['move', 30, 0], ['move', 30, 30], ['up', 0, 30]];
  assert.equal((placed(brushTool(false), way, { alt: true })[0] as { remove: boolean }).remove, true);
  assert.equal((placed(brushTool(true), way, { alt: true })[0] as { remove: boolean }).remove, false);
  assert.equal((placed(lassoTool, way, { alt: true })[0] as { remove: boolean }).remove, true);
});

test('a lasso is an area of at least three corners', () => {
  const area = placed(lassoTool, [['down', 0, 0], ['move', 30, 0], ['up', 30, 30]]);
  assert.deepEqual(area, [{ kind: 'region', points: [{ x: 0, y: 0 }, { x: 30, y: 0 }, { x: 30, y: 30 }], remove: false }]);
  assert.deepEqual(placed(lassoTool, [['down', 0, 0], ['up', 30, 30]]), []);
  assert.deepEqual(placed(lassoTool, [['down', 0, 0], ['move', 2, 0], ['up', 2, 2]]), []);
});

test('a stroke is thinned before it holds more places than can be sent', () => {
  const moves: Move[] = [['down', 0, 0], ...Array.from({ length: 7000 }, (_, index): Move => ['move', index * 3, index % 7]), ['up', 21_000, 0]];
  const [scribble] = placed(scribbleTool, moves) as { points: unknown[] }[];
  assert.ok(scribble.points.length <= 2000 && scribble.points.length > 900, String(scribble.points.length));
});
