import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { sharp } from '../../../server/images/decoder.ts';
import { area, boundingBox, createMask, type Mask, union } from '../../../server/images/mask.ts';
import { boxMask, polylineMask } from '../../../server/images/raster.ts';
import { encodeRle } from '../../../server/images/rle.ts';
import { evaluate } from '../evaluate.ts';
import { toJson } from '../report.ts';
import { readSetPicture } from '../set.ts';
import type { Reply, Subject } from '../subject.ts';
import { fillPolygon } from './coco.ts';
import { readFormat } from './formats.ts';
import { readPickle } from './pickle.ts';

/** pickle.dumps({"refs": …, "misc": …}, protocol) of Python 3 for protocols 0, 2 and 4. */
const pickles = [
  'KGRwMApWcmVmcwpwMQoobHAyCihkcDMKVmltYWdlX2lkCnA0Ckk3CnNWYW5uX2lkCnA1CkkxMQpzVnNwbGl0CnA2ClZ2YWwKcDcKc1ZzZW50ZW5jZXMKcDgKKGxwOQooZHAxMApWc2VudApwMTEKVmxlZnQgY2Fm6QpwMTIKc2EoZHAxMwpnMTEKVm1hbidzICJoYXQiCnAxNApzYXNhKGRwMTUKZzQKSTcKc2c1CkkxMgpzZzYKVnRlc3RBCnAxNgpzZzgKKGxwMTcKKGRwMTgKZzExClZkb2cKcDE5CnNhc2FzVm1pc2MKcDIwCihkcDIxClZuCnAyMgoobHAyMwpOYUkwMQphSTAwCmFJLTMKYUkzMDAKYUk3MDAwMAphTDEwOTk1MTE2Mjc3NzZMCmFMLTEwOTk1MTE2Mjc3NzZMCmFGMS41CmFzVnQKcDI0CihJMQooSTIKSTMKSTQKSTUKdHAyNQp0cDI2CnNzLg==',
  'gAJ9cQAoWAQAAAByZWZzcQFdcQIofXEDKFgIAAAAaW1hZ2VfaWRxBEsHWAYAAABhbm5faWRxBUsLWAUAAABzcGxpdHEGWAMAAAB2YWxxB1gJAAAAc2VudGVuY2VzcQhdcQkofXEKWAQAAABzZW50cQtYCgAAAGxlZnQgY2Fmw6lxDHN9cQ1oC1gLAAAAbWFuJ3MgImhhdCJxDnNldX1xDyhoBEsHaAVLDGgGWAUAAAB0ZXN0QXEQaAhdcRF9cRJoC1gDAAAAZG9ncRNzYXVlWAQAAABtaXNjcRR9cRUoWAEAAABucRZdcRcoToiJSv3///9NLAFKcBEBAIoGAAAAAAABigYAAAAAAP9HP/gAAAAAAABlWAEAAAB0cRhLAShLAksDSwRLBXRxGYZxGnV1Lg==',
  'gASV6QAAAAAAAAB9lCiMBHJlZnOUXZQofZQojAhpbWFnZV9pZJRLB4wGYW5uX2lklEsLjAVzcGxpdJSMA3ZhbJSMCXNlbnRlbmNlc5RdlCh9lIwEc2VudJSMCmxlZnQgY2Fmw6mUc32UaAuMC21hbidzICJoYXQilHNldX2UKGgESwdoBUsMaAaMBXRlc3RBlGgIXZR9lGgLjANkb2eUc2F1ZYwEbWlzY5R9lCiMAW6UXZQoToiJSv3///9NLAFKcBEBAIoGAAAAAAABigYAAAAAAP9HP/gAAAAAAABljAF0lEsBKEsCSwNLBEsFdJSGlHV1Lg==',
];
/** pickle.dumps(refs, 2), and one of a date, which would have to be made by calling something. */
const pickledRefs = 'gAJdcQAofXEBKFgIAAAAaW1hZ2VfaWRxAksHWAYAAABhbm5faWRxA0sLWAUAAABzcGxpdHEEWAMAAAB2YWxxBVgJAAAAc2VudGVuY2VzcQZdcQcofXEIWAQAAABzZW50cQlYCgAAAGxlZnQgY2Fmw6lxCnN9cQtoCVgLAAAAbWFuJ3MgImhhdCJxDHNldX1xDShoAksHaANLDGgEWAUAAAB0ZXN0QXEOaAZdcQ99cRBoCVgDAAAAZG9ncRFzYXVlLg==';
const pickledDate = 'gAJjZGF0ZXRpbWUKZGF0ZQpxAGNfY29kZWNzCmVuY29kZQpxAVgFAAAAB8OkAQFxAlgGAAAAbGF0aW4xcQOGcQRScQWFcQZScQcu';

let folder: string;
const size = { width: 40, height: 30 };
const block = (left: number, top = 5, side = 10): Mask => boxMask(40, 30, { left, top, width: side, height: side });
const polygon = (left: number, top = 5, side = 10): number[] => [left, top, left + side, top, left + side, top + side, left, top + side];

before(async () => void (folder = await mkdtemp(join(tmpdir(), 'focus-formats-'))));
after(() => rm(folder, { recursive: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function photo(): Promise<Uint8Array> {
  return sharp(Buffer.alloc(40 * 30 * 3, 90), { raw: { ...size, channels: 3 } }).jpeg().toBuffer();
}

const refused = (pattern: RegExp) => (error: unknown) => FocusError.isInstance(error) && pattern.test(error.line);

test('a polygon holds the pixels whose centre it holds; a hole is cut by the even-odd rule', () => {
  const mask = createMask(40, 30);
  fillPolygon(mask, [[5, 5], [15, 5], [15, 15], [5, 15]]);
  assert.deepEqual(mask.data, block(5).data);
  fillPolygon(mask, [[-5, 20.6], [99, 20.6], [99, 22.4], [-5, 22.4]]);
  assert.equal(area(mask), 100 + 40);
});

test('pickle files of protocols 0, 2 and 4 give the same plain data; anything that would be called is refused', () => {
  for (const pickle of pickles) {
    const { refs, misc } = readPickle(Buffer.from(pickle, 'base64')) as Record<string, any>;
    assert.deepEqual(misc, { n: [null, true, false, -3, 300, 70000, 2 ** 40, -(2 ** 40), 1.5], t: [1, [2, 3, 4, 5]] });
    assert.deepEqual(refs[0].sentences, [{ sent: 'left café' }, { sent: 'man\'s "hat"' }]);
  }
  assert.throws(() => readPickle(Buffer.from(pickledDate, 'base64')), refused(/more than plain data.*JSON/));
  assert.throws(() => readPickle(Buffer.from(pickledRefs, 'base64').subarray(0, 60)), refused(/ends in the middle/));
});

test('RefCOCO: expressions of the split with the objects of the photo', async () => {
  await put('refcoco/refs(unc).p', Buffer.from(pickledRefs, 'base64'));
  await put('refcoco/instances.json', JSON.stringify({
    images: [{ id: 7, file_name: 'a.jpg', ...size }, { id: 8, file_name: 'b.jpg', ...size }],
    annotations: [
      { id: 12, image_id: 7, segmentation: [polygon(25)], category_id: 1 },
      { id: 11, image_id: 7, segmentation: encodeRle(block(5)), category_id: 1 },
    ],
    categories: [{ id: 1, name: 'person' }],
  }));
  await put('images/train2014/a.jpg', await photo());
  const { pictures } = await readFormat('refcoco', folder, 'val');
  assert.equal(pictures.length, 1);
  assert.deepEqual(pictures[0].refs.map(({ text, masks }) => [text, masks]), [['left café', [1]], ['man\'s "hat"', [1]]]);
  assert.deepEqual(pictures[0].masks.map(({ name, mask }) => [name, boundingBox(mask)?.left]), [['person', 25], ['person', 5]]);
  await readSetPicture(folder, pictures[0].file);
  assert.deepEqual((await readFormat('refcoco', folder, 'testA')).pictures[0].refs.map(({ text }) => text), ['dog']);
  await assert.rejects(readFormat('refcoco', folder, 'testC'), refused(/nothing in the split "testC"/));
});

test('gRefCOCO: several targets and none', async () => {
  await put('grefcoco/grefs(unc).json', JSON.stringify([
    { image_id: 7, ann_id: [11, 12], split: 'val', sentences: [{ sent: 'both' }] },
    { image_id: 7, ann_id: [-1], split: 'val', sentences: [{ sent: 'a cat' }] },
  ]));
  await put('grefcoco/instances.json', JSON.stringify({
    images: [{ id: 7, file_name: 'a.jpg', ...size }],
    annotations: [11, 12].map((id) => ({ id, image_id: 7, segmentation: [polygon(id)], category_id: 1 })),
  }));
  await put('images/train2014/a.jpg', await photo());
  const { pictures } = await readFormat('grefcoco', folder, 'val');
  assert.deepEqual(pictures[0].refs, [{ text: 'both', kind: 'expression', masks: [0, 1] }, { text: 'a cat', kind: 'none', masks: [] }]);
});

test('ReasonSeg: the first wording, smaller shapes above larger ones, and what is to be ignored counts for nothing', async () => {
  const corners = (left: number, side = 10) => [[left, 5], [left + side, 5], [left + side, 5 + side], [left, 5 + side]];
  await put('ReasonSeg/val/q.json', JSON.stringify({
    text: ['what keeps the rain off?', 'second wording'], is_sentence: true,
    shapes: [{ label: 'target', points: corners(5, 20) }, { label: 'ignore', points: corners(5) }, { label: 'flag', points: corners(0) }],
  }));
  await put('ReasonSeg/val/q.jpg', await photo());
  const { pictures } = await readFormat('reasonseg', folder, 'val');
  assert.deepEqual(pictures[0].refs, [{ text: 'what keeps the rain off?', kind: 'reason', masks: [0], ignore: 1 }]);
  assert.deepEqual(pictures[0].masks.map(({ mask }) => area(mask)), [300, 100]);
  const reply: Reply = { action: 'segment', text: '', masks: [{ name: 'x', mask: block(5, 5, 20), score: 0.9 }] };
  const subject: Subject = { look: async (picture) => ({ picture, ask: async () => reply, name: async () => reply }), follow: async () => [], close: async () => {} };
  const json = toJson(await evaluate(subject, pictures)) as Record<string, any>;
  assert.deepEqual(json.reasoning, { gIoU: 100, cIoU: 100 });
});

test('DAVIS: a clip a sequence, an object a colour, empty where it is not seen', async () => {
  const painted = async (masks: [Mask, number][]): Promise<Uint8Array> => {
    const data = Buffer.alloc(40 * 30 * 3);
    for (const [mask, colour] of masks) {
      for (let pixel = 0; pixel < mask.data.length; pixel += 1) if (mask.data[pixel]) data.writeUIntBE(colour, pixel * 3, 3);
    }
    return sharp(data, { raw: { ...size, channels: 3 } }).png({ palette: true }).toBuffer();
  };
  await put('ImageSets/2017/val.txt', 'dogs\n');
  for (const frame of ['00000', '00001']) await put(`JPEGImages/480p/dogs/${frame}.jpg`, await photo());
  await put('Annotations/480p/dogs/00000.png', await painted([[block(5), 0x800000], [block(25), 0x008000], [block(0, 20), 0xe0e0c0]]));
  await put('Annotations/480p/dogs/00001.png', await painted([[block(7), 0x800000]]));
  const { clips, pictures } = await readFormat('davis', folder, 'val');
  assert.deepEqual(pictures, []);
  const [clip] = clips;
  assert.deepEqual([clip.id, clip.width, clip.height, clip.frames.length], ['dogs', 40, 30, 2]);
  assert.deepEqual(clip.objects.map(({ at }) => [0, 1].map((frame) => boundingBox(at(frame))?.left)), [[25, undefined], [5, 7]]);
  await assert.rejects(readFormat('davis', folder, 'train'), refused(/no list of the split train.*ImageSets/));
});

test('COCO-Interactive: every drawn prompt as a person would have made it', async () => {
  const wave = polylineMask(40, 30, [{ x: 6, y: 14 }, { x: 10, y: 8 }, { x: 14, y: 12 }], 2);
  await put('coco_interactive_val_psalm.json', JSON.stringify([{
    image: 'a.jpg', image_info: { ...size, id: 7 }, anns: [{
      segmentation: [polygon(5)], category_id: 1,
      point_visual_prompt_mask: encodeRle(block(9, 9, 1)), box_visual_prompt_mask: encodeRle(block(4, 4, 12)),
      scribble_visual_prompt_mask: encodeRle(wave), mask_visual_prompt_mask: encodeRle(union(block(5), block(8))),
    }],
  }]));
  await put('val2017/a.jpg', await photo());
  const { pictures } = await readFormat('coco-interactive', folder, 'val');
  const data = Object.fromEntries(pictures[0].prompts.map((prompt) => [prompt.kind, prompt.data])) as Record<string, any>;
  assert.deepEqual(data.point, { x: 9.5, y: 9.5 });
  assert.deepEqual(data.box, { left: 4, top: 4, width: 12, height: 12 });
  assert.equal(area(data.mask), 130);
  assert.ok(data.scribble.length > 5 && data.scribble.every(({ x, y }: { x: number; y: number }) => wave.data[Math.floor(y) * 40 + Math.floor(x)] === 1));
  const seen: string[] = [];
  const ask = async (question: object): Promise<Reply> => {
    seen.push(Object.keys(question).filter((key) => key !== 'text').join());
    return { action: 'segment', text: '', masks: [{ name: 'x', mask: block(5), score: 0.9 }] };
  };
  const subject: Subject = { look: async (picture) => ({ picture, ask, name: () => ask({}) }), follow: async () => [], close: async () => {} };
  const { interactive } = toJson(await evaluate(subject, pictures)) as Record<string, any>;
  assert.deepEqual(seen, ['points', 'boxes', 'scribbles', 'masks']);
  assert.equal(interactive.box.cIoU, 100);
});

test('an unknown format, a missing file and a broken one are refused in one line', async () => {
  await assert.rejects(readFormat('imagenet', folder, 'val'), refused(/no format "imagenet".*refcoco/));
  await assert.rejects(readFormat('refcocog', folder, 'val'), refused(/no expressions of refcocog.*refcocog\/refs\(umd\)\.p/));
  await put('ReasonSeg/test/q.json', '{"text": 1}');
  await assert.rejects(readFormat('reasonseg', folder, 'test'), refused(/q\.json:.*text/));
});
