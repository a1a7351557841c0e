import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { area, iou } from '../../../server/images/mask.ts';
import { editSucceeded } from '../metrics/edit-success.ts';
import { readSet } from '../set.ts';
import { scoresOf } from './main.ts';
import { type Outcome, reached, scenesOf } from './scene-goals.ts';

const heldout = join(import.meta.dirname, '..', 'heldout');

test('fifty held-out scenes fit, in the order of the set, each with its true picture', async () => {
  const scenes = await scenesOf(await readSet(heldout), 50);
  assert.equal(scenes.length, 50);
  const ids = scenes.map(({ id }) => id);
  assert.deepEqual(ids, [...ids].sort());
  for (const { source, target, region, mask, id } of scenes) {
    assert.ok(area(mask) > 0 && iou(mask, region) > 0, id);
    assert.ok(editSucceeded(target, source, target, region) && !editSucceeded(source, source, target, region), id);
  }
});

test('the rate of the whole goal stands beside the product of its steps', () => {
  const all: Outcome = { found: true, removed: true, checked: true, exported: true, removedAlone: true, checkedAlone: true };
  const scores = Object.values(scoresOf([all, { ...all, found: false }, { ...all, checked: false, checkedAlone: false }, { ...all, removed: false, removedAlone: false }]));
  assert.deepEqual(scores, [75, 75, 75, 42.1875, 50, 25, 25]);
  assert.ok(reached(all) && !reached({ ...all, exported: false }));
});
