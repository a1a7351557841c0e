import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFile } from 'node:fs/promises';
import { maskToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { pictureFolder, runFocus } from './fake-focus.ts';

test('adjust changes the marked part alone, without opening the model', async (t) => {
  const { image, at } = await pictureFolder(t);
  await writeFile(at('mask.png'), await maskToPng(boxMask(40, 30, { left: 5, top: 5, width: 10, height: 8 })));
  const { code, output } = await runFocus(['adjust', image, 'fill', '--colour', '#ff0000', '--edge', '0', '--mask', at('mask.png'), '--out', at('out.png'), '--json']);
  assert.equal(code, 0);
  const { changedPixels, markedPixels, outsideEqual } = JSON.parse(output);
  assert.deepEqual([changedPixels, markedPixels, outsideEqual], [80, 80, true]);
  const [before, after] = [await readPicture(image), await readPicture(at('out.png'))];
  assert.deepEqual([...after.data.subarray((6 * 40 + 6) * 3, (6 * 40 + 6) * 3 + 3)], [255, 0, 0]);
  assert.deepEqual(after.data.subarray(0, 5 * 40 * 3), before.data.subarray(0, 5 * 40 * 3));
});

test('adjust marks by words, cuts out with transparency and trims', async (t) => {
  const { image, at } = await pictureFolder(t);
  const { code, log } = await runFocus(['adjust', image, 'cut-out', '--text', 'the red cube', '--out', at('cut.png')]);
  assert.equal(code, 0);
  assert.equal(log.turns[0].edit, false);
  const { width, height, alpha } = await readPicture(at('cut.png'));
  assert.ok(alpha !== undefined && width < 20 && height < 20);
});

for (const [given, wanted] of [
  [['fly'], /no operation of that name/], [['recolour'], /--colour is missing or wrong/], [['grey', '--hue', '3'], /--hue means nothing/],
  [['tone', '--hue', 'blue'], /--hue blue is not a number/], [['cut-out'], /Nothing is marked/], [['recolour', '--colour', 'a dragon'], /colour by name or as #rrggbb/],
] as const) {
  test(`adjust ${given.join(' ')} is refused in one line`, async (t) => {
    const { image, at } = await pictureFolder(t);
    const { code, errors } = await runFocus(['adjust', image, ...given, '--out', at('out.png')]);
    assert.equal(code, 1);
    assert.match(errors, wanted);
    assert.equal(errors.trim().split('\n').length, 1);
  });
}
