import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjust } from '../../../../server/images/adjust/adjust.ts';
import { type AdjustmentRequest, adjustmentSchema, scaledAdjustment } from '../../../../server/images/adjust/adjustment.ts';
import { FocusError } from '../../../../server/errors.ts';
import { area, createMask, invert, type Mask, subtract, union } from '../../../../server/images/mask.ts';
import { createPicture, type Picture } from '../../../../server/images/picture.ts';
import { boxMask, discMask } from '../../../../server/images/raster.ts';
import { noisePicture, randomNumbers } from '../pictures.ts';

const done = (picture: Picture, mask: Mask | null, request: AdjustmentRequest, other?: Picture) => adjust(picture, mask, adjustmentSchema.parse(request), other);
const photo = noisePicture(60, 48, randomNumbers(4));
const disc = discMask(60, 48, { x: 30, y: 24 }, 14);

/** Pixels that differ where the mask is not. */
function outside(one: Picture, other: Picture, mask: Mask): number {
  let count = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    const differs = [0, 1, 2].some((channel) => one.data[pixel * 3 + channel] !== other.data[pixel * 3 + channel]) || (one.alpha?.[pixel] ?? 255) !== (other.alpha?.[pixel] ?? 255);
    if (differs && mask.data[pixel] === 0) count += 1;
  }
  return count;
}

const inPlace: AdjustmentRequest[] = [
  { kind: 'recolour', colour: 'red' }, { kind: 'recolour', colour: 'black' }, { kind: 'tone', hue: 90, saturation: -40, lightness: 30, contrast: 30, warmth: -60 },
  { kind: 'grey' }, { kind: 'fill', colour: '#010203' }, { kind: 'threshold' }, { kind: 'blur', radius: 5 }, { kind: 'sharpen' }, { kind: 'pixelate', size: 7 },
];

for (const request of inPlace) {
  const name = `${request.kind}${'colour' in request ? ` ${request.colour}` : ''}`;
  test(`${name} changes bytes inside of the mask alone, and says which`, () => {
    const { picture, region, changedPixels, outsidePixels, markedPixels } = done(photo, disc, request);
    assert.equal(outside(photo, picture, disc), 0);
    assert.equal(outside(photo, picture, region), 0);
    assert.equal(area(region), changedPixels);
    assert.ok(changedPixels > area(disc) / 3);
    assert.deepEqual([outsidePixels, markedPixels], [0, area(disc)]);
  });
  test(`${name} of the background leaves every byte of the thing`, () => {
    const { picture, changedPixels } = done(photo, disc, { ...request, target: 'background' } as AdjustmentRequest);
    assert.equal(outside(photo, picture, invert(disc)), 0);
    assert.ok(changedPixels > area(invert(disc)) / 3);
  });
  test(`${name} of strength nothing changes nothing, where it has a strength`, () => {
    if (!('strength' in adjustmentSchema.parse(request))) return;
    assert.equal(done(photo, disc, { ...request, strength: 0 } as AdjustmentRequest).changedPixels, 0);
  });
}

test('without a mask the whole picture is meant', () => {
  const { picture, changedPixels, markedPixels } = done(photo, null, { kind: 'fill', colour: 'white' });
  assert.ok(picture.data.every((value) => value === 255));
  assert.ok(changedPixels > 2800);
  assert.equal(markedPixels, null);
});

test('tone with nothing moved gives the picture back', () => {
  assert.equal(done(photo, null, { kind: 'tone' }).changedPixels, 0);
});

const blue = [40, 60, 200] as const;
/** A blue thing with a broad light and dark and a fine texture, and a grey window. */
function shaded(): { picture: Picture; mask: Mask; window: Mask } {
  const picture = createPicture(80, 60, [120, 140, 110]);
  const mask = boxMask(80, 60, { left: 10, top: 10, width: 60, height: 40 });
  const window = boxMask(80, 60, { left: 30, top: 20, width: 16, height: 14 });
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    if (mask.data[pixel] === 0) continue;
    const light = (0.7 + 0.5 * ((pixel % 80) / 80)) * (((pixel % 3) + (pixel % 7)) % 2 === 0 ? 1 : 0.82);
    const colour = window.data[pixel] === 1 ? [150, 150, 150] : blue;
    for (let channel = 0; channel < 3; channel += 1) picture.data[pixel * 3 + channel] = Math.min(255, Math.round(colour[channel] * light));
  }
  return { picture, mask, window };
}

test('recolouring makes the colour that was asked for and keeps the texture', () => {
  const { picture, mask, window } = shaded();
  const { picture: red } = done(picture, mask, { kind: 'recolour', colour: 'red' });
  const body = subtract(mask, window);
  let [reds, kept, count] = [0, 0, 0];
  for (let pixel = 0; pixel < body.data.length; pixel += 1) {
    if (body.data[pixel] === 0 || body.data[pixel + 1] === 0) continue;
    const [r, g, b] = red.data.subarray(pixel * 3, pixel * 3 + 3);
    if (r > 1.5 * g && r > 1.5 * b) reds += 1;
    const step = picture.data[pixel * 3 + 2] - picture.data[pixel * 3 + 5];
    if (Math.abs(step) > 12 && Math.sign(step) === Math.sign(r - red.data[pixel * 3 + 3])) kept += 1;
    if (Math.abs(step) > 12) count += 1;
  }
  assert.ok(reds > 0.95 * area(body) * 0.9, `${reds} of ${area(body)} red`);
  assert.ok(kept > 0.95 * count, `${kept} of ${count} steps kept`);
});

test('grey parts of a coloured thing stay grey', () => {
  const { picture, mask, window } = shaded();
  const { picture: red } = done(picture, mask, { kind: 'recolour', colour: 'red' });
  for (let pixel = 0; pixel < window.data.length; pixel += 1) {
    if (window.data[pixel] === 0) continue;
    const [r, g, b] = red.data.subarray(pixel * 3, pixel * 3 + 3);
    assert.ok(Math.max(r, g, b) - Math.min(r, g, b) < 40, `${r} ${g} ${b}`);
  }
});

for (const [colour, isRight] of [['black', (mean: number) => mean < 70], ['white', (mean: number) => mean > 185], ['grey', (mean: number) => mean > 80 && mean < 170]] as const) {
  test(`a blue thing becomes ${colour} without losing its texture`, () => {
    const { picture, mask, window } = shaded();
    const { picture: made } = done(picture, mask, { kind: 'recolour', colour });
    const values = [...subtract(mask, window).data.entries()].filter(([, inside]) => inside === 1).map(([pixel]) => made.data.subarray(pixel * 3, pixel * 3 + 3));
    const mean = values.reduce((sum, [r, g, b]) => sum + (r + g + b) / 3, 0) / values.length;
    assert.ok(isRight(mean), `mean ${mean}`);
    assert.ok(new Set(values.map(([r]) => r)).size > 10);
  });
}

test('a cut-out is trimmed, transparent outside, whole inside, and hands on nothing of what was round it', () => {
  const thing = createPicture(60, 48, [200, 30, 40]);
  const mixed = { ...thing, data: Uint8Array.from(thing.data, (value, at) => (disc.data[Math.floor(at / 3)] === 1 ? value : 20)) };
  const { picture, move } = done(mixed, disc, { kind: 'cut-out' });
  assert.ok(picture.width <= 32 && picture.width >= 28 && move !== null);
  const middle = Math.floor(picture.height / 2) * picture.width + Math.floor(picture.width / 2);
  assert.equal(picture.alpha![middle], 255);
  assert.equal(picture.alpha![0], 0);
  assert.deepEqual([...picture.data.subarray(0, 3)], [0, 0, 0]);
  const halves = [...picture.alpha!].filter((value) => value > 0 && value < 255).length;
  assert.ok(halves < 300);
});

test('specks and holes are dropped from a cut-out, unless they are wanted', () => {
  const speck = boxMask(60, 48, { left: 2, top: 2, width: 2, height: 2 });
  const hole = boxMask(60, 48, { left: 29, top: 23, width: 2, height: 1 });
  const rough = union(subtract(disc, hole), speck);
  const clean = done(photo, rough, { kind: 'cut-out', trim: false }).picture.alpha!;
  assert.deepEqual([clean[2 * 60 + 2], clean[23 * 60 + 29]], [0, 255]);
  const asGiven = done(photo, rough, { kind: 'cut-out', trim: false, clean: false, edge: 0 }).picture.alpha!;
  assert.deepEqual([asGiven[2 * 60 + 2], asGiven[23 * 60 + 29]], [255, 0]);
});

test('a border that was mixed with the ground gets its own colour and its share', () => {
  const picture = createPicture(40, 40, [20, 160, 40]);
  const mask = boxMask(40, 40, { left: 10, top: 10, width: 20, height: 20 });
  for (let pixel = 0; pixel < 1600; pixel += 1) if (mask.data[pixel] === 1) picture.data.set([220, 30, 30], pixel * 3);
  // The outermost column of the thing is half ground.
  for (let y = 12; y < 28; y += 1) picture.data.set([120, 95, 35], (y * 40 + 10) * 3);
  const { picture: cut } = done(picture, mask, { kind: 'cut-out', trim: false });
  const at = 20 * 40 + 10;
  assert.ok(Math.abs(cut.alpha![at] - 128) < 30, `alpha ${cut.alpha![at]}`);
  assert.ok(cut.data[at * 3] > 190 && cut.data[at * 3 + 1] < 70, [...cut.data.subarray(at * 3, at * 3 + 3)].join());
});

const backgrounds: AdjustmentRequest[] = [
  { kind: 'background', to: 'transparent' }, { kind: 'background', to: 'colour', colour: 'white' }, { kind: 'background', to: 'blur' }, { kind: 'background', to: 'grey' },
  { kind: 'background', to: 'picture', picture: '0e984725-c51c-4bf4-9960-e1c80e27aba0' },
];
for (const request of backgrounds) {
  test(`background to ${(request as { to: string }).to}: the thing keeps its bytes`, () => {
    const core = discMask(60, 48, { x: 30, y: 24 }, 10);
    const { picture, outsidePixels } = done(photo, disc, request, createPicture(30, 30, [9, 9, 200]));
    assert.equal(outside(photo, picture, invert(core)), 0);
    assert.equal(outsidePixels, 0);
    if ((request as { to: string }).to === 'picture') assert.deepEqual([...picture.data.subarray(0, 3)], [9, 9, 200]);
  });
}

test('a blurred background takes no colour of the thing', () => {
  const picture = createPicture(60, 48, [10, 10, 200]);
  for (let pixel = 0; pixel < disc.data.length; pixel += 1) if (disc.data[pixel] === 1) picture.data.set([250, 10, 10], pixel * 3);
  const { picture: made } = done(picture, disc, { kind: 'background', to: 'blur', radius: 8 });
  for (let pixel = 0; pixel < disc.data.length; pixel += 1) {
    const beyond = Math.hypot((pixel % 60) + 0.5 - 30, Math.floor(pixel / 60) + 0.5 - 24) > 18;
    if (beyond) assert.ok(made.data[pixel * 3] < 14, `red ${made.data[pixel * 3]} at ${pixel}`);
  }
});

test('rotating four times, flipping twice, and cropping to everything give the picture back', () => {
  let turned: Picture = { ...photo, alpha: Uint8Array.from({ length: 60 * 48 }, (_, at) => at % 256) };
  const start = turned;
  for (let time = 0; time < 4; time += 1) turned = done(turned, null, { kind: 'rotate' }).picture;
  assert.deepEqual(turned, start);
  const flips = ['horizontal', 'vertical'] as const;
  for (const direction of [...flips, ...flips]) turned = done(turned, null, { kind: 'flip', direction }).picture;
  assert.deepEqual(turned, start);
  assert.deepEqual(done(turned, null, { kind: 'crop', box: { left: 0, top: 0, width: 60, height: 48 } }).picture, start);
});

test('a quarter turn is clockwise', () => {
  const picture = createPicture(3, 2, [0, 0, 0]);
  picture.data.set([255, 0, 0], 0);
  const { picture: turned } = done(picture, null, { kind: 'rotate', degrees: 90 });
  assert.deepEqual([turned.width, turned.height, turned.data[3]], [2, 3, 255]);
});

test('masks move with the picture', () => {
  const { move } = done(photo, disc, { kind: 'crop', margin: 3 });
  const moved = move!.mask(disc);
  assert.equal(area(moved), area(disc));
  assert.deepEqual([moved.width, moved.height], [34, 34]);
});

test('a crop to a form holds the mask and has that form', () => {
  const { picture, move } = done(photo, boxMask(60, 48, { left: 5, top: 5, width: 10, height: 20 }), { kind: 'crop', aspect: 1 });
  assert.equal(picture.width, picture.height);
  assert.equal(area(move!.mask(boxMask(60, 48, { left: 5, top: 5, width: 10, height: 20 }))), 200);
});

test('straightening shows no empty corner and keeps a level picture level', () => {
  const plain = createPicture(80, 50, [70, 80, 90]);
  const { picture } = done(plain, null, { kind: 'straighten', degrees: 7 });
  assert.ok(picture.width < 80 && picture.height < 50 && picture.width > 50);
  assert.ok(picture.data.every((value, at) => value === [70, 80, 90][at % 3]));
  assert.deepEqual(done(photo, null, { kind: 'straighten', degrees: 0 }).picture.data, photo.data);
});

test('resizing keeps the proportion where one side is given', () => {
  const { picture } = done(photo, null, { kind: 'resize', width: 30 });
  assert.deepEqual([picture.width, picture.height], [30, 24]);
});

const refusals: [string, Mask | null, AdjustmentRequest][] = [
  ['mask-needed', null, { kind: 'cut-out' }], ['mask-needed', null, { kind: 'crop' }], ['mask-needed', null, { kind: 'blur', target: 'background' }],
  ['mask-empty', createMask(60, 48), { kind: 'cut-out' }], ['mask-empty', createMask(60, 48), { kind: 'grey' }], ['mask-size-differs', createMask(4, 4, 1), { kind: 'grey' }],
  ['crop-outside', null, { kind: 'crop', box: { left: 70, top: 0, width: 5, height: 5 } }], ['size-too-large', null, { kind: 'resize', width: 20_000, height: 20_000 }],
];
for (const [code, mask, request] of refusals) {
  test(`${request.kind} is refused with ${code}`, () => {
    assert.throws(() => done(photo, mask, request), (error) => FocusError.isInstance(error) && error.code === code);
  });
}

test('what is no colour is refused before anything is done', () => {
  assert.equal(adjustmentSchema.safeParse({ kind: 'recolour', colour: 'a dragon' }).success, false);
  assert.equal(adjustmentSchema.safeParse({ kind: 'background', to: 'colour' }).success, false);
});

test('an operation scaled with the picture keeps its look', () => {
  assert.deepEqual(scaledAdjustment(adjustmentSchema.parse({ kind: 'blur', radius: 20, edge: 10 }), 0.5), { kind: 'blur', radius: 10, edge: 5 });
});
