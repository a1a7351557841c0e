// Parameters of exact operations, read from words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExactWish } from '../../../../server/focus/intent/exact-wish.ts';
import type { ExactKind } from '../../../../server/focus/intent/kinds.ts';
import { readExact } from '../../../../server/focus/intent/read-exact.ts';

const thing = (name: string) => ({ kind: 'thing' as const, name });
const picture = { kind: 'picture' as const };
const chosen = { kind: 'chosen' as const };

const cases: [ExactKind, string, ExactWish | null][] = [
  ['cutout', 'please cut out the brown dog', { operation: 'cutout', target: thing('the brown dog') }],
  ['cutout', 'cut it out', { operation: 'cutout', target: chosen }],
  ['cutout', 'remove everything but the mug', { operation: 'cutout', target: thing('the mug') }],
  ['background-remove', 'remove the background', { operation: 'background-remove', target: chosen }],
  ['background-remove', 'erase everything behind the statue', { operation: 'background-remove', target: thing('the statue') }],
  ['background-blur', 'blur the background by 12 pixels', { operation: 'background-blur', target: chosen, radius: 12 }],
  ['background-colour', 'make the background light blue', { operation: 'background-colour', target: chosen, colour: '#849eea' }],
  ['background-colour', 'change the background', null],
  ['adjust', 'make the sky 30 % darker', { operation: 'adjust', target: thing('the sky'), brightness: -0.3 }],
  ['adjust', 'increase the contrast of the picture by 10 %', { operation: 'adjust', target: picture, contrast: 0.1 }],
  ['adjust', 'less saturation', { operation: 'adjust', target: picture, saturation: -0.2 }],
  ['grey', 'make the photo black and white', { operation: 'grey', target: picture }],
  ['blur', 'blur the number plate a lot', { operation: 'blur', target: thing('the number plate'), radius: 24 }],
  ['pixelate', 'pixelate her face', { operation: 'pixelate', target: thing('her face') }],
  ['fill', 'fill it with #ff0000', { operation: 'fill', target: chosen, colour: '#ff0000' }],
  ['crop', 'crop to the boat', { operation: 'crop', target: thing('the boat') }],
  ['crop', 'crop to 16:9', { operation: 'crop', target: picture, ratio: 16 / 9 }],
  ['resize', 'resize to 640 x 480', { operation: 'resize', width: 640, height: 480 }],
  ['resize', 'scale it to 50 %', { operation: 'resize', scale: 0.5 }],
  ['rotate', 'rotate left', { operation: 'rotate', quarterTurns: 3 }],
  ['rotate', 'turn the picture upside down', { operation: 'rotate', quarterTurns: 2 }],
  ['flip', 'flip it vertically', { operation: 'flip', axis: 'vertical' }],
  ['straighten', 'rotate it by 3 degrees to the left', { operation: 'straighten', degrees: -3 }],
];

for (const [kind, text, wish] of cases) test(`${kind}: "${text}"`, () => assert.deepEqual(readExact(kind, text), wish));
