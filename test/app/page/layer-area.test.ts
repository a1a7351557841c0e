import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaOf, holds } from '../../../app/canvas/layer-area.ts';
import { zoomedTo } from '../../../app/canvas/view.ts';

const [picture, room] = [{ width: 4000, height: 3000 }, { width: 800, height: 600 }];
const view = { scale: 1, left: -1000, top: -900 };
const area = areaOf(view, picture, room, 160, 1);

test('a layer reaches as far beyond the room as is asked, and no farther than the picture and its outlines', () => {
  assert.deepEqual(area, { left: -160, top: -160, right: 960, bottom: 760 });
  assert.deepEqual(areaOf({ scale: 0.1, left: 200, top: 150 }, picture, room, 160, 1), { left: 196, top: 146, right: 604, bottom: 454 });
});

test('it begins and ends on whole device pixels', () => {
  const { left, right } = areaOf({ scale: 0.1, left: 200.25, top: 150 }, picture, room, 160, 2);
  assert.deepEqual([left, right], [196, 604.5]);
});

test('a moved view is held by it until it leaves what was drawn', () => {
  const heldAt = (right: number) => {
    const moved = { ...view, left: view.left + right };
    return holds(area, view, areaOf(moved, picture, room, 0, 1), moved);
  };
  assert.deepEqual([0, 150, 160, 170, -150, -170].map(heldAt), [true, true, true, false, true, false]);
});

test('what is nearer is held, what is farther is not', () => {
  const heldAt = (scale: number) => {
    const zoomed = zoomedTo(view, scale, { x: 400, y: 300 });
    return holds(area, view, areaOf(zoomed, picture, room, 0, 1), zoomed);
  };
  assert.deepEqual([2, 1.1, 0.9, 0.6].map(heldAt), [true, true, true, false]);
});
