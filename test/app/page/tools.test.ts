import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PromptDocument } from '../../../server/conversation/documents.ts';
import { boxTool } from '../../../app/canvas/tools/box.ts';
import { pointTool } from '../../../app/canvas/tools/point.ts';
import type { PointerInput, Tool } from '../../../app/canvas/tools/tool.ts';

type Move = [type: PointerInput['type'], x: number, y: number];

/** What the tool places over a row of inputs. */
function placed<State>(tool: Tool<State>, moves: readonly Move[], { alt = false, slack = 4 } = {}): PromptDocument[] {
  let state = tool.idle;
  return moves.flatMap(([type, x, y]) => {
    const step = tool.step(state, { type, x, y, alt, slack });
    state = step.state;
    return step.prompt ?? [];
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

test('a click that the browser takes over for a scroll places nothing', () => {
  assert.deepEqual(placed(pointTool(true), [['down', 10, 10], ['cancel', 10, 10], ['up', 10, 10]]), []);
});

test('letting go without having pressed places nothing', () => {
  assert.deepEqual(placed(pointTool(true), [['move', 5, 5], ['up', 5, 5]]), []);
  assert.deepEqual(placed(boxTool, [['move', 5, 5], ['up', 5, 5]]), []);
});

test('a box holds both corner pixels, whichever way it was drawn', () => {
  const expected = [{ kind: 'box', left: 10, top: 20, width: 21, height: 11 }];
  assert.deepEqual(placed(boxTool, [['down', 10, 20], ['move', 20, 25], ['up', 30, 30]]), expected);
  assert.deepEqual(placed(boxTool, [['down', 30, 30], ['move', 20, 25], ['up', 10, 20]]), expected);
});

test('a box no larger than a slip of the pointer is none', () => {
  assert.deepEqual(placed(boxTool, [['down', 10, 10], ['up', 13, 30]]), []);
});

test('Escape takes back a box that is being drawn', () => {
  assert.deepEqual(placed(boxTool, [['down', 10, 10], ['move', 50, 50], ['cancel', 50, 50], ['up', 50, 50]]), []);
});

test('a box is shown while it is drawn', () => {
  const down = boxTool.step(boxTool.idle, { type: 'down', x: 2, y: 2, alt: false, slack: 1 });
  const move = boxTool.step(down.state, { type: 'move', x: 5, y: 4, alt: false, slack: 1 });
  assert.deepEqual(boxTool.pending(move.state), { kind: 'box', left: 2, top: 2, width: 4, height: 3 });
});
