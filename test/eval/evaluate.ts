// One pass over a set: every picture is looked at once and asked everything that the measures drew from it.

import type { Measure, Panel, Row, Watch } from './measure.ts';
import { answers } from './measures/answers.ts';
import { calibrationRows } from './measures/calibration.ts';
import { conversation, refinement } from './measures/dialogues.ts';
import { editsOfKind, outsideRows } from './measures/edits.ts';
import { expressions } from './measures/expressions.ts';
import { box, mask, point, scribble } from './measures/interactive.ts';
import type { Scored } from './metrics/calibration.ts';
import { sample } from './random.ts';
import { readSetPicture, type SetPicture } from './set.ts';
import type { Look, Subject } from './subject.ts';

export interface EvaluateOptions {
  /** Called after every picture with how many are done. */
  progress?(done: number, of: number): void;
  /** Gets what the contact sheet may show. */
  show?(panel: Panel): void;
}

/** Measures the subject on a set. Everything is drawn by fixed lot: the same set gives the same questions. */
export async function evaluate(subject: Subject, pictures: readonly SetPicture[], options: EvaluateOptions = {}): Promise<Row[]> {
  const scored: Scored[] = [];
  const watch: Watch = { show: (panel: Panel) => options.show?.(panel), scored: (one: Scored) => void scored.push(one) };
  const bench = <Item, Result>(measure: Measure<Item, Result>) => new Bench(measure, pictures);
  const edits = ['remove', 'recolour', 'replace', 'background', 'generate'].map((kind) => bench(editsOfKind(kind)));
  const benches: Asked[] = [
    ...[bench(answers), bench(expressions), bench(point), bench(box), bench(scribble), bench(mask)],
    ...[bench(refinement), bench(conversation), ...edits],
  ];
  const used = pictures.filter((picture) => benches.some((one) => one.wants(picture)));
  for (const [index, picture] of used.entries()) {
    const look = await subject.look(await readSetPicture(picture.folder, picture.file));
    for (const one of benches) await one.run(look, picture, watch);
    options.progress?.(index + 1, used.length);
  }
  return [...benches.flatMap((one) => one.rows()), ...outsideRows(edits.flatMap((one) => one.results)), ...calibrationRows(scored)];
}

interface Asked {
  wants(picture: SetPicture): boolean;
  run(look: Look, picture: SetPicture, watch: Watch): Promise<void>;
  rows(): Row[];
}

/** A measure with the items that were drawn for it and what came out. */
class Bench<Item, Result> implements Asked {
  readonly results: Result[] = [];
  private readonly measure: Measure<Item, Result>;
  private readonly drawn = new Map<SetPicture, Item[]>();

  constructor(measure: Measure<Item, Result>, pictures: readonly SetPicture[]) {
    this.measure = measure;
    const all = pictures.flatMap((picture) => measure.items(picture).map((item) => ({ picture, item })));
    for (const { picture, item } of sample(all, measure.cap, measure.name)) {
      const items = this.drawn.get(picture);
      if (items === undefined) this.drawn.set(picture, [item]);
      else items.push(item);
    }
  }

  wants(picture: SetPicture): boolean {
    return this.drawn.has(picture);
  }

  async run(look: Look, picture: SetPicture, watch: Watch): Promise<void> {
    for (const item of this.drawn.get(picture) ?? []) {
      const result = await this.measure.run(look, picture, item, watch);
      if (result !== null) this.results.push(result);
    }
  }

  rows(): Row[] {
    return this.results.length === 0 ? [] : this.measure.score(this.results);
  }
}
