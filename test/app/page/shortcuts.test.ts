import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, shortcutGroups } from '../../../app/interface/shortcuts.ts';

const pressed = (key: string, more = {}) => keyOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

test('a key is named the same on every keyboard', () => {
  assert.equal(pressed('b'), 'B');
  assert.equal(pressed('N', { shiftKey: true }), 'Shift+N');
  assert.equal(pressed('?', { shiftKey: true }), '?');
  assert.equal(pressed('z', { metaKey: true }), 'Mod+Z');
  assert.equal(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z');
  assert.equal(pressed('='), '+');
  assert.equal(pressed('Backspace'), 'Delete');
});

test('no key stands for two things', () => {
  const keys = shortcutGroups.flatMap(({ shortcuts }) => shortcuts.map(({ key }) => key));
  assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});
