import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionTree } from '../../../app/canvas/version-tree.ts';
import type { ImageDocument } from '../../../server/conversation/documents.ts';

const image = (id: string, parentId: string | null): ImageDocument => ({ id, parentId, sessionId: 's', source: 'edit', name: id, width: 1, height: 1, moved: false, createdAt: '', notes: [] });
const said = (images: ImageDocument[]) => versionTree(images).map(({ image: { id }, number, depth, from }) => `${number} ${id} ${depth} ${from}`);

test('a row of versions is a straight line', () => {
  assert.deepEqual(said([image('a', null), image('b', 'a'), image('c', 'b')]), ['1 a 0 null', '2 b 0 1', '3 c 0 2']);
});

test('the newest version goes on in its column and earlier ones stand beside it', () => {
  assert.deepEqual(said([image('a', null), image('b', 'a'), image('b1', 'b'), image('c', 'a')]), ['1 a 0 null', '2 b 1 1', '3 b1 1 2', '4 c 0 1']);
});

test('a version whose parent is not in the session begins a tree', () => {
  assert.deepEqual(said([image('a', 'gone'), image('x', null)]), ['1 a 0 null', '2 x 0 null']);
});
