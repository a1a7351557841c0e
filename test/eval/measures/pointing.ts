// What a click on a photo brings: the mask that is chosen, the best of those that are offered, the third click after two corrections, and the name.

import { area, createMask, type Mask } from '../../../server/images/mask.ts';
import { squaredDistanceTo } from '../../../server/images/distance.ts';
import type { Point } from '../../../server/images/raster.ts';
import type { Measure, Row } from '../measure.ts';
import { cumulativeIoU, iouOf, type Overlap, overlap } from '../metrics/overlap.ts';
import { insidePoint } from '../prompts.ts';
import { randomFrom } from '../random.ts';
import { discOfMeanSize } from '../rivals.ts';
import { maskOf } from '../subject.ts';

interface Target {
  index: number;
  seed: string;
}

interface Result {
  chosen: Overlap;
  best: Overlap;
  third: Overlap;
  named: boolean;
  truth: Mask;
  prompt: Point;
}

const perPicture = 2;

/** `means(said, truth)`: whether what a mask is called names a thing of that kind. */
export function pointing(means: (said: string, truth: string) => boolean): Measure<Target, Result> {
  return {
    name: 'pointing',
    cap: 300,
    items: (picture) => picture.masks
      .map(({ mask: truth }, index) => ({ index, seed: `${picture.id}/pointing/${index}`, pixels: area(truth) }))
      .filter(({ pixels }) => pixels >= 0.0008 * picture.width * picture.height)
      .sort((one, other) => randomFrom(one.seed)() - randomFrom(other.seed)())
      .slice(0, perPicture),

    async run(look, picture, { index, seed }, watch) {
      const { mask: truth, name } = picture.masks[index];
      const points = [{ ...insidePoint(truth, randomFrom(seed)), positive: true }];
      const first = await look.ask({ text: '', points });
      const offered = [...first.masks, ...(first.alternatives ?? [])].map(({ mask }) => overlap(mask, truth));
      const chosen = overlap(maskOf(first, picture), truth);
      const best = offered.reduce((most, one) => (iouOf(one) > iouOf(most) ? one : most), chosen);
      let last = maskOf(first, picture);
      for (let correction = 0; correction < 2; correction += 1) {
        const click = correcting(last, truth);
        if (click === null) break;
        points.push(click);
        last = maskOf(await look.ask({ text: '', points }), picture);
      }
      const said = first.masks[0]?.name ?? '';
      watch.show({ section: 'pointing', caption: `${name}: "${said}" at ${Math.round(points[0].x)},${Math.round(points[0].y)}`, tiles: [truth, maskOf(first, picture), last].map((mask) => ({ picture: look.picture, mask })) });
      watch.judged({ section: 'pointing', words: name, picture: look.picture, truth: { mask: truth }, answer: { mask: maskOf(first, picture), text: said }, quality: iouOf(chosen), certainty: first.masks[0]?.score });
      if (first.masks.length === 1) watch.scored({ score: first.masks[0].score, iou: iouOf(chosen) });
      return { chosen, best, third: overlap(last, truth), named: means(said, name), truth, prompt: points[0] };
    },

    score(results): Row[] {
      if (results.length === 0) return [];
      const share = results.reduce((sum, { truth }) => sum + area(truth) / truth.data.length, 0) / results.length;
      const disc = cumulativeIoU(results.map(({ truth, prompt }) => overlap(discOfMeanSize(truth, prompt, share), truth)));
      const count = results.length;
      const row = (key: string, score: number, trivial: number | null, note: string): Row => ({ key: `pointing.${key}`, score, trivial, note, count });
      return [
        row('click.cIoU', cumulativeIoU(results.map(({ chosen }) => chosen)), disc, 'disc of the mean object size'),
        row('best.cIoU', cumulativeIoU(results.map(({ best }) => best)), disc, 'the best of what is offered'),
        row('hit', (100 * results.filter(({ chosen }) => iouOf(chosen) > 0.5).length) / count, null, 'clicks with IoU above a half'),
        row('third.cIoU', cumulativeIoU(results.map(({ third }) => third)), disc, 'after two corrections'),
        row('named', (100 * results.filter(({ named }) => named).length) / count, null, 'called by its name, or by a narrower one'),
      ];
    },
  };
}

/** The click into the deepest place of the largest error; null where there is next to none. */
function correcting(found: Mask, truth: Mask): (Point & { positive: boolean }) | null {
  const wrong = createMask(truth.width, truth.height);
  for (let at = 0; at < wrong.data.length; at += 1) wrong.data[at] = found.data[at] === truth.data[at] ? 0 : 1;
  const depth = squaredDistanceTo(wrong, 0);
  let deepest = 0;
  for (let at = 0; at < depth.length; at += 1) if (depth[at] > depth[deepest]) deepest = at;
  if (wrong.data[deepest] === 0) return null;
  return { x: (deepest % truth.width) + 0.5, y: Math.floor(deepest / truth.width) + 0.5, positive: truth.data[deepest] === 1 };
}
