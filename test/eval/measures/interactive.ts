// Clicks, boxes, scribbles and rough masks without words, each on an object of the picture.

import { area, type Mask } from '../../../server/images/mask.ts';
import type { Box } from '../../../server/images/picture.ts';
import type { Point } from '../../../server/images/raster.ts';
import type { Measure, Panel, Row } from '../measure.ts';
import { cumulativeIoU, iouOf, type Overlap, overlap } from '../metrics/overlap.ts';
import { degradedMask, insidePoint, jitteredBox, scribbleInside } from '../prompts.ts';
import { randomFrom } from '../random.ts';
import { dilatedScribble, discOfMeanSize, ellipseIn } from '../rivals.ts';
import type { SetPicture } from '../set.ts';
import { type Look, maskOf, type Question } from '../subject.ts';

/** An object of a picture and what the lot is drawn from. */
interface Target {
  index: number;
  seed: string;
}

interface Result<Prompt> {
  pair: Overlap;
  truth: Mask;
  prompt: Prompt;
}

const objectsPerPicture = 2;

export const point = interactive<Point>('point', insidePoint, (at) => ({ points: [{ ...at, positive: true }] }), (results) => {
  const share = results.reduce((sum, { truth }) => sum + area(truth) / truth.data.length, 0) / results.length;
  const pairs = results.map(({ truth, prompt }) => overlap(discOfMeanSize(truth, prompt, share), truth));
  return { baseline: cumulativeIoU(pairs), note: 'disc of the mean object size' };
});

export const box = interactive<Box>('box', jitteredBox, (at) => ({ boxes: [at] }), (results) => {
  const pairs = results.map(({ truth, prompt }) => overlap(ellipseIn(truth, prompt), truth));
  return { baseline: cumulativeIoU(pairs), note: 'ellipse in the jittered box' };
});

export const scribble = interactive<Point[]>('scribble', scribbleInside, (at) => ({ scribbles: [at] }), (results) => {
  // The width that serves this set best: a rival as strong as it can be.
  const widths = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1];
  const scores = widths.map((share) =>
    cumulativeIoU(results.map(({ truth, prompt }) => overlap(dilatedScribble(truth, prompt, share), truth))),
  );
  return { baseline: Math.max(...scores), note: 'scribble, dilated as is best' };
});

export const mask = interactive<Mask>('mask', degradedMask, (at) => ({ masks: [at] }), (results) => {
  const pairs = results.map(({ truth, prompt }) => overlap(prompt, truth));
  return { baseline: cumulativeIoU(pairs), note: 'the rough mask itself' };
});

function interactive<Prompt>(
  kind: string,
  make: (truth: Mask, random: () => number) => Prompt | null,
  ask: (prompt: Prompt) => Partial<Question>,
  rival: (results: readonly Result<Prompt>[]) => { baseline: number; note: string },
): Measure<Target, Result<Prompt>> {
  return {
    name: kind,
    cap: 240,
    items: (picture) => chosenObjects(picture, kind),

    async run(look, picture, { index, seed }, watch) {
      const truth = picture.masks[index].mask;
      const given = picture.prompts.find((entry) => entry.kind === kind && entry.mask === index)?.data as Prompt | undefined;
      const prompt = given ?? make(truth, randomFrom(seed));
      if (prompt === null) return null;
      const reply = await look.ask({ text: '', ...ask(prompt) });
      const predicted = maskOf(reply, picture);
      watch.show(panel(kind, look, picture.masks[index].name, [truth, predicted], prompt));
      const pair = overlap(predicted, truth);
      watch.judged({
        section: kind,
        words: picture.masks[index].name,
        picture: look.picture,
        truth: { mask: truth },
        answer: { mask: predicted, text: reply.action },
        quality: iouOf(pair),
        certainty: reply.masks[0]?.score,
      });
      if (reply.masks.length === 1) watch.scored({ score: reply.masks[0].score, iou: iouOf(pair) });
      return { pair, truth, prompt };
    },

    score(results): Row[] {
      if (results.length === 0) return [];
      const { baseline, note } = rival(results);
      const score = cumulativeIoU(results.map(({ pair }) => pair));
      const key = `interactive.${kind}`;
      return [{ key: `${key}.cIoU`, score, trivial: baseline, note, count: results.length, baseline: `${key}.baseline` }];
    },
  };
}

/** Where a set brings prompts, exactly the objects that have one. */
function chosenObjects(picture: SetPicture, kind: string): Target[] {
  if (picture.prompts.length > 0) {
    return picture.prompts.filter((entry) => entry.kind === kind).map(({ mask: index }) => ({ index, seed: `${picture.id}/${kind}/${index}` }));
  }
  return picture.masks
    .map(({ mask: truth, partOf }, index) => ({ index, seed: `${picture.id}/${kind}/${index}`, pixels: partOf === undefined ? area(truth) : 0 }))
    .filter(({ pixels }) => pixels >= 16)
    .map((target) => ({ ...target, lot: randomFrom(target.seed)() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, objectsPerPicture);
}

function panel(kind: string, look: Look, name: string, masks: Mask[], prompt: unknown): Panel {
  const caption = `${name} by ${kind}${kind === 'mask' ? '' : ` ${JSON.stringify(prompt)}`}`;
  return { section: kind, caption, tiles: masks.map((one) => ({ picture: look.picture, mask: one })) };
}
