// One pass over a set: every picture is looked at once and asked everything that the measures drew from it.

import type { Case, Measure, Panel, Row, Watch } from './measure.ts';
import { answers } from './measures/answers.ts';
import { calibrationRows } from './measures/calibration.ts';
import { conversation, refinement } from './measures/dialogues.ts';
import { edits, outsideRows } from './measures/edits.ts';
import { expressions } from './measures/expressions.ts';
import { box, mask, point, scribble } from './measures/interactive.ts';
import type { Scored } from './metrics/calibration.ts';
import { sample } from './random.ts';
import { readSetPicture, type SetPicture } from './set.ts';
import type { Look, Subject } from './subject.ts';

export interface EvaluateOptions {
  /** What is measured; everything that the set has data for where left out. */
  measures?: readonly AnyMeasure[];
  /** Scores of parts of the set as well, under `levels.1.…`; pictures without a part are in none. */
  parts?: { name: string; of(picture: SetPicture): string | undefined };
  /** Called after every picture with how many are done. */
  progress?(done: number, of: number): void;
  /** Gets what the contact sheet may show. */
  show?(panel: Panel): void;
  /** Gets every mask's own score beside its true IoU. */
  scored?(mask: Scored): void;
  /** Gets every answer, for the gallery of failures. */
  judged?(one: Case): void;
}

// A list of measures holds items and results of many types; each bench sees only its own.
export type AnyMeasure = Measure<any, any>;

const everything: readonly AnyMeasure[] = [answers, expressions, point, box, scribble, mask, refinement, conversation, ...edits];

/** Scores by level of difficulty, where a set has levels. */
export const byLevel = { name: 'levels', of: ({ level }: SetPicture) => (level === undefined ? undefined : `${level}`) };

/** Measures the subject on a set. Everything is drawn by fixed lot: the same set gives the same questions. */
export async function evaluate(subject: Subject, pictures: readonly SetPicture[], options: EvaluateOptions = {}): Promise<Row[]> {
  const { measures = everything, parts } = options;
  const scored: { picture: SetPicture; mask: Scored }[] = [];
  const benches = measures.map((measure) => new Bench(measure, pictures));
  const used = pictures.filter((picture) => benches.some((one) => one.wants(picture)));
  for (const [index, picture] of used.entries()) {
    const look = await subject.look(await readSetPicture(picture.folder, picture.file));
    const watch: Watch = {
      show: (panel) => options.show?.(panel),
      judged: (one) => options.judged?.(one),
      scored: (one) => {
        scored.push({ picture, mask: one });
        options.scored?.(one);
      },
    };
    for (const one of benches) await one.run(look, picture, watch);
    options.progress?.(index + 1, used.length);
  }
  const rowsOf = (within: (picture: SetPicture) => boolean): Row[] => [
    ...benches.flatMap((one) => one.rows(within)),
    ...outsideRows(benches.filter(({ measure }) => edits.includes(measure)).flatMap((one) => one.results(within))),
    ...calibrationRows(scored.filter(({ picture }) => within(picture)).map(({ mask: one }) => one)),
  ];
  const names = [...new Set(used.flatMap((picture) => parts?.of(picture) ?? []))].sort();
  const apart = names.flatMap((name) =>
    rowsOf((picture) => parts?.of(picture) === name).map((row) => {
      return { ...row, key: `${parts?.name}.${name}.${row.key}`, baseline: undefined, part: { name, of: row.key } };
    }),
  );
  return [...rowsOf(() => true), ...apart];
}

/** A measure with the items that were drawn for it and what came out. */
class Bench {
  readonly measure: AnyMeasure;
  private readonly drawn = new Map<SetPicture, unknown[]>();
  private readonly came: { picture: SetPicture; result: unknown }[] = [];

  constructor(measure: AnyMeasure, pictures: readonly SetPicture[]) {
    this.measure = measure;
    const all = pictures.flatMap((picture) => measure.items(picture).map((item: unknown) => ({ picture, item })));
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
      if (result !== null) this.came.push({ picture, result });
    }
  }

  results(within: (picture: SetPicture) => boolean): any[] {
    return this.came.filter(({ picture }) => within(picture)).map(({ result }) => result);
  }

  rows(within: (picture: SetPicture) => boolean): Row[] {
    const results = this.results(within);
    return results.length === 0 ? [] : this.measure.score(results);
  }
}
