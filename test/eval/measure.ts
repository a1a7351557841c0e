import type { Mask } from '../../server/images/mask.ts';
import type { Picture } from '../../server/images/picture.ts';
import type { Scored } from './metrics/calibration.ts';
import type { SetPicture } from './set.ts';
import type { Look } from './subject.ts';

/** One line of the table. */
export interface Row {
  /** The score's place in the JSON, with dots: "refer.cIoU". */
  key: string;
  /** 0 to 100, or dB for keys that end in `psnr`. */
  score: number;
  /** The trivial predictor's score, null where there is none. */
  trivial: number | null;
  /** What the trivial predictor is, or what else is worth knowing, in a few words. */
  note: string;
  /** Questions, expressions, prompts or edits that were measured. */
  count: number;
  /** Where the trivial score also stands in the JSON, if it has a place of its own. */
  baseline?: string;
  /** The part of the set it is measured on (level, source) and the key of the same score on the whole set. */
  part?: { name: string; of: string };
}

/** One thing to draw on the contact sheet: pictures of one size side by side. */
export interface Panel {
  section: string;
  caption: string;
  tiles: { picture: Picture; mask?: Mask }[];
}

/** One thing that was asked, for the gallery of failures. */
export interface Case {
  section: string;
  words: string;
  picture: Picture;
  truth: { mask?: Mask; text?: string; picture?: Picture };
  answer: { mask?: Mask; text?: string; picture?: Picture };
  /** How good the answer is, 0 to 1. */
  quality: number;
  /** How sure the model was of it, 0 to 1, where it says so; of equally bad answers the surest is the worst. */
  certainty?: number;
}

/** Takes notes while the model is asked. */
export interface Watch {
  /** Keeps something for the contact sheet. */
  show(panel: Panel): void;
  /** Keeps a mask's own score beside its true IoU. */
  scored(mask: Scored): void;
  /** Keeps an answer that may be among the worst. */
  judged(one: Case): void;
}

/** What is measured of a picture and how the single results become scores. */
export interface Measure<Item, Result> {
  name: string;
  /** At most this many items of a whole set are asked, drawn by fixed lot; keeps a run within minutes. */
  cap: number;
  items(picture: SetPicture): Item[];
  /** Asks the model one item. Null where the item does not qualify. */
  run(look: Look, picture: SetPicture, item: Item, watch: Watch): Promise<Result | null>;
  score(results: readonly Result[]): Row[];
}
