// A name, and everything in the picture that has it, as one mask.

import type { Mask } from '../../../server/images/mask.ts';
import type { Measure } from '../measure.ts';
import { cumulativeIoU, iouOf, meanIoU, type Overlap, overlap } from '../metrics/overlap.ts';
import { bestSingleMask } from '../metrics/single-mask.ts';
import { unionOf } from '../set.ts';
import { maskOf } from '../subject.ts';

interface Result {
  pair: Overlap;
  truth: Mask;
}

export const names: Measure<string, Result> = {
  name: 'names',
  cap: 400,
  items: (picture) => [...new Set(picture.masks.map(({ name }) => name))],

  async run(look, picture, name, watch) {
    const reply = await look.name(name);
    const truth = unionOf(picture, picture.masks.flatMap((entry, index) => (entry.name === name ? [index] : [])));
    const predicted = maskOf(reply, picture);
    const pair = overlap(predicted, truth);
    watch.show({ section: 'names', caption: `${name} -> ${reply.action}`, tiles: [truth, predicted].map((mask) => ({ picture: look.picture, mask })) });
    watch.judged({
      section: 'name',
      words: name,
      picture: look.picture,
      truth: { mask: truth },
      answer: { mask: predicted, text: reply.action },
      quality: iouOf(pair),
      certainty: reply.masks[0]?.score,
    });
    return { pair, truth };
  },

  score(results) {
    const rival = bestSingleMask(results.map(({ truth }) => truth));
    const pairs = results.map(({ pair }) => pair);
    const common = { note: 'best single mask for all', count: results.length };
    return [
      { key: 'names.cIoU', score: cumulativeIoU(pairs), trivial: rival.cIoU, ...common },
      { key: 'names.gIoU', score: meanIoU(pairs), trivial: rival.gIoU, ...common },
    ];
  },
};
