import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitView, heldIn, pixelAt, scaleLimits, toPicture, zoomedTo } from '../../../app/canvas/view.ts';
import { ViewStore } from '../../../app/canvas/view-store.ts';

const picture = { width: 100, height: 50 };
const room = { width: 300, height: 300 };

test('a picture is fitted into its room and lies in the middle', () => {
  assert.deepEqual(fitView(picture, room), { scale: 3, left: 0, top: 75 });
});

test('a place on the screen is a pixel of the picture, also at and beyond its edge', () => {
  const view = fitView(picture, room);
  const at = (x: number, y: number) => pixelAt(picture, toPicture(view, { x, y }));
  assert.deepEqual(at(0, 75), { x: 0, y: 0 });
  assert.deepEqual(at(299.9, 224.9), { x: 99, y: 49 });
  assert.deepEqual(at(400, -3), { x: 99, y: 0 });
});

test('zooming keeps the place under the pointer', () => {
  const view = fitView(picture, room);
  const pointer = { x: 210, y: 110 };
  const before = toPicture(view, pointer);
  const after = toPicture(zoomedTo(view, 11, pointer), pointer);
  assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1e-9);
});

test('a picture cannot be lost: it stays at the room however far it is dragged', () => {
  for (const [left, top] of [[-99_999, 5], [99_999, -99_999], [0, 0]]) {
    const held = heldIn({ scale: 20, left, top }, picture, room);
    assert.ok(held.left <= 48 && held.left + picture.width * held.scale >= room.width - 48);
    assert.ok(held.top <= 48 && held.top + picture.height * held.scale >= room.height - 48);
  }
});

test('the scale stays within limits that let one see the pixels and the whole', () => {
  const [least, most] = scaleLimits(picture, room);
  assert.equal(heldIn({ scale: 9999, left: 0, top: 0 }, picture, room).scale, most);
  assert.equal(heldIn({ scale: 0.0001, left: 0, top: 0 }, picture, room).scale, least);
  assert.ok(least < 1 && most >= 32);
});

function storeWith(size = picture): ViewStore {
  const view = new ViewStore();
  view.setPicture(size);
  view.setRoom(room);
  return view;
}

test('a fitted picture stays fitted when the room changes, a zoomed one keeps its middle', () => {
  const view = storeWith();
  view.setRoom({ width: 600, height: 300 });
  assert.equal(view.get().scale, 6);
  view.zoomTo(20);
  const middle = toPicture(view.get(), { x: 300, y: 150 });
  view.setRoom({ width: 400, height: 500 });
  const now = toPicture(view.get(), { x: 200, y: 250 });
  assert.ok(Math.hypot(now.x - middle.x, now.y - middle.y) < 1e-9);
});

test('the result of an edit is looked at as the picture before was, another picture is fitted', () => {
  const view = storeWith();
  view.zoomTo(20, { x: 10, y: 10 });
  const before = view.get();
  view.setPicture({ width: 100, height: 50 });
  assert.deepEqual(view.get(), before);
  view.setPicture({ width: 50, height: 50 });
  assert.equal(view.get().scale, 6);
});

test('a place that the keyboard goes to comes into sight', () => {
  const view = storeWith();
  view.zoomTo(30, { x: 0, y: 75 });
  view.reveal({ x: 90, y: 40 });
  const { scale, left, top } = view.get();
  const [x, y] = [left + 90 * scale, top + 40 * scale];
  assert.ok(x >= 0 && x <= room.width && y >= 0 && y <= room.height, `${x}, ${y}`);
});
