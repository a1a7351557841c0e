// Edits asked for in words: the model finds the place itself, so a wrong mask is a failed edit.

import { connectedComponents } from '../../../server/images/components.ts';
import { pastePicture } from '../../../server/images/crop.ts';
import { createMask, type Mask, union } from '../../../server/images/mask.ts';
import { dilate } from '../../../server/images/morphology.ts';
import { assertSameSize, type Picture } from '../../../server/images/picture.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import type { Measure, Row } from '../measure.ts';
import { editSucceeded, isTextured } from '../metrics/edit-success.ts';
import { bytesOutside } from '../metrics/outside.ts';
import { psnrInside } from '../metrics/psnr.ts';
import { colourIn, hsvShift, meanFill } from '../rivals.ts';
import { type Edit, readSetPicture, type SetPicture, targetsOf, unionOf } from '../set.ts';
import { maskOf } from '../subject.ts';

interface Result {
  kind: string;
  success: boolean;
  psnr: number;
  rivalSuccess: boolean;
  rivalPsnr: number;
  /** Whether a flat patch would be seen in the region. */
  textured: boolean;
  /** Bytes outside the model's own mask. */
  outside: { bytes: number; changed: number };
  /** Bytes outside the true region, dilated. */
  spill: { bytes: number; changed: number };
}

/** The true region is dilated by this share of the longer side before a changed byte counts as spilt. */
const spillMargin = 0.03;

function editsOfKind(kind: string): Measure<Edit, Result> {
  return {
    name: `edits: ${kind}`,
    cap: 60,
    items: (picture) => picture.edits.filter((edit) => edit.kind.replace(/^edit\./, '') === kind),

    async run(look, picture, edit, watch) {
      const source = look.picture;
      const truth = await readTruth(picture, edit, source);
      const region = edit.region ? decodeRle(edit.region) : changedRegion(source, truth);
      const objects = targetsOf(edit);
      const given = edit.given ? [unionOf(picture, objects)] : undefined;
      const reply = await look.ask({ text: edit.instruction, masks: given, seed: 1 });
      const result = reply.picture ?? source;
      const own = maskOf(reply, picture);
      const fill = meanFill(source, region);
      const colour = kind === 'recolour' ? colourIn(edit.instruction) : null;
      const rival = colour === null ? fill : hsvShift(source, objects.length > 0 ? unionOf(picture, objects) : region, colour);
      const success = editSucceeded(result, source, truth, region);
      watch.show({
        section: `edit ${kind}`,
        caption: `${edit.instruction} -> ${reply.action}, ${success ? 'success' : 'failed'}`,
        tiles: [{ picture: source, mask: own }, { picture: result }, { picture: truth }, { picture: truth, mask: region }],
      });
      watch.judged({
        section: `edit (${kind})`,
        words: edit.instruction,
        picture: source,
        truth: { picture: truth },
        answer: { picture: result, text: reply.action },
        quality: success ? 1 : Math.min(0.99, psnrInside(result, truth, region) / 60),
        certainty: reply.masks[0]?.score,
      });
      return {
        kind,
        success,
        psnr: psnrInside(result, truth, region),
        rivalSuccess: editSucceeded(fill, source, truth, region),
        rivalPsnr: psnrInside(rival, truth, region),
        textured: isTextured(truth, region),
        outside: bytesOutside(source, result, own),
        spill: bytesOutside(source, result, dilate(region, spillMargin * Math.max(region.width, region.height))),
      };
    },

    score(results): Row[] {
      const textured = results.filter((result) => result.textured);
      // A mean of the surroundings is all but perfect where something is removed from plain ground.
      const rows = [successRow(`edit.${kind}`, results), psnrRow(kind, kind === 'remove' ? textured : results)];
      if (kind === 'remove') rows.splice(1, 0, successRow('edit.remove.textured', textured));
      return rows.filter(({ count }) => count > 0);
    },
  };
}

/** Every kind of edit, each a measure. */
export const edits = ['remove', 'recolour', 'replace', 'background', 'generate'].map(editsOfKind);
export const removal = edits[0];

function successRow(key: string, results: readonly Result[]): Row {
  return {
    key: `${key}.success`,
    score: mean(results, ({ success }) => (success ? 100 : 0)),
    trivial: mean(results, ({ rivalSuccess }) => (rivalSuccess ? 100 : 0)),
    note: 'mean of the surroundings; unchanged source 0',
    count: results.length,
  };
}

function psnrRow(kind: string, results: readonly Result[]): Row {
  return {
    key: `edit.${kind}.psnr`,
    score: mean(results, ({ psnr }) => psnr),
    trivial: mean(results, ({ rivalPsnr }) => rivalPsnr),
    note: `dB; ${kind === 'recolour' ? 'HSV shift to the named colour' : 'mean of the surroundings'}`,
    count: results.length,
    baseline: `edit.${kind}.baseline`,
  };
}

function mean(results: readonly Result[], value: (result: Result) => number): number {
  return results.reduce((sum, result) => sum + value(result), 0) / Math.max(1, results.length);
}

/** What all edits together left alone. */
export function outsideRows(results: readonly Result[]): Row[] {
  if (results.length === 0) return [];
  const sum = (of: 'outside' | 'spill', what: 'bytes' | 'changed') =>
    results.reduce((total, result) => total + result[of][what], 0);
  const common = { trivial: null, count: results.length };
  const changed = sum('outside', 'changed') / Math.max(1, sum('outside', 'bytes'));
  const spilt = sum('spill', 'changed') / Math.max(1, sum('spill', 'bytes'));
  return [
    { key: 'edit.outsideEqual', score: 100 * (1 - changed), note: "bytes outside the model's own mask that are equal", ...common },
    { key: 'edit.spill', score: 100 * spilt, note: 'bytes changed outside the true region; less is better', ...common },
  ];
}

async function readTruth(picture: SetPicture, edit: Edit, source: Picture): Promise<Picture> {
  const { file, box } = typeof edit.target === 'string' ? { file: edit.target, box: null } : edit.target;
  const patch = await readSetPicture(picture.folder, file);
  const truth = box === null ? patch : pastePicture(source, patch, box[0], box[1]);
  assertSameSize(source, truth, `${picture.id}, edit target`);
  return truth;
}

/** Where source and truth differ by more than what lossy files add, without specks. */
function changedRegion(source: Picture, truth: Picture): Mask {
  const differs = createMask(source.width, source.height);
  for (let index = 0; index < source.data.length; index += 1) {
    if (Math.abs(source.data[index] - truth.data[index]) > 12) differs.data[Math.floor(index / 3)] = 1;
  }
  const pieces = connectedComponents(differs, { minimumArea: 12 });
  return pieces.reduce<Mask>((sum, { mask }) => union(sum, mask), createMask(source.width, source.height));
}
