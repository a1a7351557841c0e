// Things followed through clips: with their true mask in the first frame, and with words for the first frame alone.

import { area, type Mask } from '../../server/images/mask.ts';
import type { Picture } from '../../server/images/picture.ts';
import type { Clip } from './clip-set.ts';
import type { EvaluateOptions } from './evaluate.ts';
import type { Row } from './measure.ts';
import { contourAccuracy, regionSimilarity } from './metrics/region-contour.ts';
import { sample } from './random.ts';
import { readSetPicture } from './set.ts';
import { maskOf, type Subject } from './subject.ts';

/** At most this many objects and as many expressions of a set are followed, drawn by fixed lot. */
const cap = 120;

interface Likeness {
  j: number;
  f: number;
}

interface Result {
  clip: Clip;
  way: 'mask' | 'words';
  followed: Likeness;
  /** The rival: the true mask of the first frame in every frame. */
  frozen: Likeness;
}

export async function evaluateClips(subject: Subject, clips: readonly Clip[], options: EvaluateOptions = {}): Promise<Row[]> {
  const results: Result[] = [];
  const seen = clips.flatMap((clip) => clip.objects.map((_, object) => ({ clip, object })).filter(({ object }) => area(clip.objects[object].at(0)) > 0));
  const objects = Object.groupBy(sample(seen, cap, 'clip objects'), ({ clip }) => clip.id);
  const words = Object.groupBy(sample(clips.flatMap((clip) => clip.refs.map((ref) => ({ clip, ref }))), cap, 'clip words'), ({ clip }) => clip.id);
  for (const [index, clip] of clips.entries()) {
    const frames = await Promise.all(clip.frames.map((file) => readSetPicture(clip.folder, file)));
    const given = (objects[clip.id] ?? []).map(({ object }) => object);
    const firsts = given.map((object) => clip.objects[object].at(0));
    // DAVIS counts neither the frame that is given nor the last one.
    const withMask = firsts.length === 0 ? [] : await subject.follow(frames, firsts);
    results.push(...compare(clip, 'mask', given, withMask, 1, -1));
    given.forEach((object, which) => note(options, frames, clip, 'mask', clip.objects[object].name, object, withMask.map((masks) => masks[which])));
    const asked: Mask[] = [];
    const first = await subject.look(frames[0]);
    for (const { ref } of words[clip.id] ?? []) asked.push(maskOf(await first.ask({ text: ref.text }), clip));
    // What is not found in the first frame is followed nowhere.
    const followed = await followFound(subject, frames, asked);
    results.push(...compare(clip, 'words', (words[clip.id] ?? []).map(({ ref }) => ref.object), followed, 0, undefined));
    (words[clip.id] ?? []).forEach(({ ref }, which) => note(options, frames, clip, 'words', ref.text, ref.object, followed.map((masks) => masks[which])));
    options.progress?.(index + 1, clips.length);
  }
  const parts = [...new Set(clips.flatMap(({ level }) => level ?? []))].sort();
  return [...rowsOf(results), ...parts.flatMap((level) => rowsOf(results.filter(({ clip }) => clip.level === level)).map((row) => {
    return { ...row, key: `levels.${level}.${row.key}`, part: { name: `${level}`, of: row.key } };
  }))];
}

/** Three frames for the contact sheet, the worst for the gallery. */
function note(options: EvaluateOptions, frames: readonly Picture[], clip: Clip, way: Result['way'], words: string, object: number, followed: readonly Mask[]): void {
  const shown = [0, Math.floor(frames.length / 2), frames.length - 1];
  options.show?.({ section: `clips, ${way}`, caption: `${clip.id}: ${words}`, tiles: shown.map((frame) => ({ picture: frames[frame], mask: followed[frame] })) });
  const likeness = frames.map((_, frame) => regionSimilarity(followed[frame], clip.objects[object].at(frame)));
  const worst = likeness.indexOf(Math.min(...likeness));
  options.judged?.({
    section: `clip (${way})`,
    words: `${words}, clip ${clip.id}, frame ${worst}`,
    picture: frames[worst],
    truth: { mask: clip.objects[object].at(worst) },
    answer: { mask: followed[worst] },
    quality: likeness[worst],
  });
}

async function followFound(subject: Subject, frames: readonly Picture[], firsts: readonly Mask[]): Promise<Mask[][]> {
  const found = firsts.flatMap((mask, index) => (area(mask) > 0 ? [index] : []));
  const followed = found.length === 0 ? [] : await subject.follow(frames, found.map((index) => firsts[index]));
  return frames.map((_, frame) => firsts.map((mask, index) => (found.includes(index) ? followed[frame][found.indexOf(index)] : mask)));
}

/** `followed` are masks by frame and object. */
function compare(clip: Clip, way: Result['way'], objects: readonly number[], followed: readonly Mask[][], from: number, to?: number): Result[] {
  const counted = clip.frames.map((_, frame) => frame).slice(from, to);
  return objects.map((object, index) => {
    const { at } = clip.objects[object];
    const likeness = (maskIn: (frame: number) => Mask): Likeness => ({
      j: mean(counted.map((frame) => regionSimilarity(maskIn(frame), at(frame)))),
      f: mean(counted.map((frame) => contourAccuracy(maskIn(frame), at(frame)))),
    });
    return { clip, way, followed: likeness((frame) => followed[frame][index]), frozen: likeness(() => at(0)) };
  });
}

function rowsOf(results: readonly Result[]): Row[] {
  return (['mask', 'words'] as const).flatMap((way) => {
    const some = results.filter((result) => result.way === way);
    if (some.length === 0) return [];
    const row = (name: string, value: (likeness: Likeness) => number): Row => ({
      key: `clips.${way}.${name}`,
      score: 100 * mean(some.map(({ followed }) => value(followed))),
      trivial: 100 * mean(some.map(({ frozen }) => value(frozen))),
      note: 'true mask of the first frame in every frame',
      count: some.length,
    });
    return [row('JF', ({ j, f }) => (j + f) / 2), row('J', ({ j }) => j), row('F', ({ f }) => f)];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
