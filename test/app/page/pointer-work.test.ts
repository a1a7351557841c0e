import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PointerWork } from '../../../app/canvas/pointer-work.ts';
import type { Placed, ToolName } from '../../../app/canvas/tools/tool.ts';
import { ViewStore } from '../../../app/canvas/view-store.ts';

/** A picture of 100 x 100 pixels in a room of 200 x 200: two screen pixels each. */
function workWith(tool: ToolName) {
  const view = new ViewStore();
  view.setPicture({ width: 100, height: 100 });
  view.setRoom({ width: 200, height: 200 });
  const placed: Placed[] = [];
  const hovered: unknown[] = [];
  let kept = 0;
  const onKeep = () => placed.length > 0 && ++kept > 0;
    let meanings = 1;
  const steps: number[] = [];
  const onStep = (by: 1 | -1) => meanings > 1 && steps.push(by) > 0;
  const work = new PointerWork(view, { onPlaced: (each) => placed.push(each), onKeep, onStep, onHover: (place) => hovered.push(place), onChange: () => {}, onPanning: () => {} });
  work.use(tool);
  const mouse = (x: number, y: number, more = {}) => ({ id: 1, x, y, alt: false, touch: false, pans: false, ...more });
  const finger = (id: number, x: number, y: number) => mouse(x, y, { id, touch: true });
  const offer = (count: number) => { meanings = count; };
  return { view, work, placed, hovered, mouse, finger, steps, offer, kept: () => kept };
}

const key = { shift: false, alt: false };

test('a click on the screen becomes a point of the picture', () => {
  const { work, placed, mouse } = workWith('add');
  work.down(mouse(50, 81));
  work.up(mouse(50, 81));
  assert.deepEqual(placed, [{ kind: 'point', x: 25, y: 40, positive: true }]);
});

test('a tool that takes away does what Alt does, and Alt turns it back', () => {
  const { work, placed, mouse } = workWith('lasso');
  const round = (alt: boolean) => {
    work.down(mouse(20, 20, { alt }));
    for (const [x, y] of [[120, 20], [120, 120]]) work.move(mouse(x, y, { alt }));
    work.up(mouse(20, 120, { alt }));
  };
  for (const takesAway of [false, true]) {
    work.tool.opposite = takesAway;
    for (const alt of [false, true]) round(alt);
  }
  assert.deepEqual(placed.map((each) => each.kind === 'region' && each.remove), [false, true, true, false]);
});

test('two fingers zoom and move instead of placing something', () => {
  const { view, work, placed, finger } = workWith('add');
  work.down(finger(1, 80, 100));
  work.down(finger(2, 120, 100));
  work.move(finger(2, 160, 100));
  assert.ok(Math.abs(view.get().scale - 4) < 1e-9, 'twice the distance is twice the scale');
  work.up(finger(1, 80, 100));
  work.up(finger(2, 160, 100));
  assert.deepEqual(placed, []);
});

test('after a pinch one finger points again', () => {
  const { work, placed, finger } = workWith('add');
  work.down(finger(1, 80, 100));
  work.down(finger(2, 120, 100));
  work.up(finger(1, 80, 100));
  work.up(finger(2, 120, 100));
  work.down(finger(3, 10, 10));
  work.up(finger(3, 10, 10));
  assert.equal(placed.length, 1);
});

test('with the hand, the space bar or the middle button the pointer moves the view', () => {
  for (const [tool, pans] of [['hand', false], ['box', true]] as const) {
    const { view, work, placed, mouse } = workWith(tool);
    view.zoomTo(10, { x: 0, y: 0 });
    const before = view.get();
    work.down(mouse(150, 150, { pans }));
    work.move(mouse(120, 140, { pans }));
    work.up(mouse(120, 140, { pans }));
    assert.deepEqual([view.get().left - before.left, view.get().top - before.top], [-30, -10]);
    assert.deepEqual(placed, []);
  }
});

test('arrow keys and Enter place a point', () => {
  const { work, placed } = workWith('add');
  work.key('ArrowRight', key);
  work.key('ArrowUp', { ...key, shift: true });
  work.key('Enter', key);
  assert.deepEqual(placed, [{ kind: 'point', x: 52, y: 42, positive: true }]);
});

test('arrow keys and two presses of Enter place a box', () => {
  const { work, placed } = workWith('box');
  work.key('Enter', key);
  for (const each of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) work.key(each, key);
  assert.deepEqual(work.tool.pending, { kind: 'box', left: 50, top: 50, width: 7, height: 7 });
  work.key('Enter', key);
  assert.deepEqual(placed, [{ kind: 'box', left: 50, top: 50, width: 7, height: 7 }]);
});

test('arrow keys draw a stroke between two presses of Enter', () => {
  const { work, placed } = workWith('brush');
  work.key('Enter', key);
  work.key('ArrowRight', { ...key, shift: true });
  work.key('ArrowDown', { ...key, shift: true });
  work.key('Enter', key);
  assert.deepEqual((placed[0] as { points: unknown }).points, [{ x: 50, y: 50 }, { x: 58, y: 50 }, { x: 58, y: 58 }]);
});

test('the brush is as wide on the screen at any zoom', () => {
  const { view, work } = workWith('brush');
  work.tool.brush = 20;
  assert.equal(work.tool.radius, 5);
  view.zoomTo(20);
  assert.equal(work.tool.radius, 0.5);
});

test('a place outside of the picture is not hovered', () => {
  const { view, work, hovered, mouse } = workWith('add');
  view.setRoom({ width: 400, height: 200 });
  work.move(mouse(20, 100));
  work.move(mouse(200, 100));
  assert.deepEqual(hovered, [null, { x: 50, y: 50 }]);
});

test('while nothing may be placed, nothing is', () => {
  const { work, placed, mouse } = workWith('add');
  work.tool.active = false;
  work.down(mouse(50, 50));
  work.up(mouse(50, 50));
  assert.deepEqual(placed, []);
});

test('Escape drops what was begun and the crosshair, and then is no key of the picture', () => {
  const { work, placed, hovered } = workWith('box');
  work.key('Enter', key);
  work.key('ArrowRight', key);
  assert.equal(work.key('Escape', key), true);
  assert.deepEqual([work.crosshair.place, work.tool.pending, hovered.at(-1)], [null, null, null]);
  assert.equal(work.key('Escape', key), false);
  assert.deepEqual(placed, []);
});

test('the pointer takes over from the keyboard', () => {
  const { work, mouse } = workWith('add');
  work.key('ArrowRight', key);
  work.down(mouse(10, 10));
  assert.equal(work.crosshair.place, null);
});

test('Enter after a click keeps what was clicked; before anything is pointed at, and once the crosshair was moved, it places', () => {
  const { work, placed, mouse, kept } = workWith('add');
  work.key('Enter', key);
  assert.deepEqual([placed.length, kept()], [1, 0]);
  work.key('Enter', key);
  assert.deepEqual([placed.length, kept()], [2, 0]);
  work.down(mouse(50, 81));
  work.up(mouse(50, 81));
  work.key('Enter', key);
  assert.deepEqual([placed.length, kept()], [3, 1]);
  work.key('Enter', { ...key, alt: true });
  assert.deepEqual([placed.length, kept()], [4, 1], 'with Alt it means the crosshair');
});

test('Tab goes through what a click may mean, and leaves the picture where that is one thing', () => {
  const { work, mouse, steps, offer } = workWith('add');
  work.down(mouse(50, 81));
  work.up(mouse(50, 81));
  assert.equal(work.key('Tab', key), false);
  offer(3);
  assert.ok(work.key('Tab', key) && work.key('Tab', { ...key, shift: true }));
  assert.equal(work.key('Tab', { ...key, alt: true }), false, 'another window is wanted');
  assert.deepEqual(steps, [1, -1]);
});

test('after Escape Tab leaves the picture until something is placed', () => {
  const { work, mouse, steps, offer } = workWith('add');
  const click = () => {
    work.down(mouse(50, 81));
    work.up(mouse(50, 81));
  };
  offer(3);
  click();
  work.key('Escape', key);
  assert.deepEqual([work.key('Tab', key), work.key('Tab', { ...key, shift: true })], [false, false]);
  click();
  assert.equal(work.key('Tab', key), true);
  assert.deepEqual(steps, [1]);
});
