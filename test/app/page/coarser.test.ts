import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coarser } from '../../../app/canvas/coarser.ts';

/** A wavy ring of `count` points. */
function wavy(count: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, index) => {
    const angle = (2 * Math.PI * Math.floor(index / 2)) / count;
    const radius = 200 + 20 * Math.sin(9 * angle);
    return 300 + radius * (index % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

test('points that are closer than asked for are left out, and the ring stays within that distance', () => {
  const ring = wavy(3000);
  const coarse = coarser(ring, 4);
  assert.ok(coarse.length < ring.length / 2, `${coarse.length} of ${ring.length}`);
  for (let index = 0; index < ring.length; index += 2) {
    let nearest = Infinity;
    for (let at = 0; at < coarse.length; at += 2) nearest = Math.min(nearest, Math.max(Math.abs(ring[index] - coarse[at]), Math.abs(ring[index + 1] - coarse[at + 1])));
    assert.ok(nearest <= 4, `point ${index / 2} is ${nearest} away`);
  }
});

test('a ring smaller than what is left out stays whole', () => {
  const ring = Float32Array.of(1, 1, 2, 1, 2, 2, 1, 2);
  assert.equal(coarser(ring, 8), ring);
});

test('a ring with its points far apart is the same one', () => {
  const ring = Float32Array.of(0, 0, 100, 0, 100, 100, 0, 100);
  assert.equal(coarser(ring, 8), ring);
});
