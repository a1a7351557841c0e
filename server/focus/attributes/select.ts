// Chooses among several things by what was said of them and by what is measured in the picture.

import { area, type Mask } from '../../images/mask.ts';
import type { Box, Picture } from '../../images/picture.ts';
import type { Colour } from './colour-words.ts';
import { type Colouring, colouringOf, fitOf } from './colour-shares.ts';
import type { Measure, Selection, Side, Step } from './selection.ts';

export interface Instance {
  mask: Mask;
  /** Of the mask, in pixels of the picture. */
  box: Box;
  name: string;
}

export interface Selected {
  /** What is meant, as positions in the list: in the order that was counted in, otherwise in that of the list. */
  chosen: readonly number[];
  /** All that fits; more than `chosen` where one was asked for and several fit. Empty where none does. */
  fits: readonly number[];
}

/** A thing has a colour from this fit on, and others beside the best one from `nearBest` of its fit. */
const leastFit = 0.25;
const nearBest = 0.6;

/** Of several things one also has it that has this share of it, and so many times as much as any other: the hammer with the yellow handle. */
const littleShare = 0.02;
const farAbove = 3;

/** Where a single thing still counts as being on a side, as a share of the picture. */
const nearlyHalf = 0.6;

/** A list without steps chooses all, or the first `count`. */
export function select(selection: Selection, instances: readonly Instance[], picture: Picture): Selected {
  return among(instances.map((_, index) => index), selection, new Measured(instances, picture));
}

function among(all: readonly number[], { steps, count, plural, except }: Selection, measured: Measured): Selected {
  const wanted = count ?? (plural || steps.length === 0 ? null : 1);
  const colours = steps.filter((step) => step.kind === 'colour').map(({ colour }) => colour);
  let fits = all;
  let ranked: number[] | null = null;
  if (colours.length > 0) {
    const fit = (index: number): number => measured.fit(index, colours);
    ranked = sortedBy(fits, (index) => -fit(index));
    const limit = Math.max(leastFit, nearBest * (ranked.length === 0 ? 0 : fit(ranked[0])));
    fits = fits.filter((index) => fit(index) >= limit);
    ranked = ranked.filter((index) => fits.includes(index));
    if (fits.length === 0 && all.length > 1) {
      const share = (index: number): number => Math.min(...colours.map((colour) => measured.share(index, colour)));
      const [most, next] = sortedBy(all, (index) => -share(index));
      if (share(most) >= littleShare && share(most) >= farAbove * share(next)) [fits, ranked] = [[most], [most]];
    }
  }
  const picks = steps.filter((step) => step.kind === 'order' || step.kind === 'extreme');
  for (const step of steps) {
    if (fits.length === 0) break;
    if (step.kind === 'than-others') [fits, ranked] = besideOthers(fits, step, measured, wanted);
    else if (step.kind === 'side') [fits, ranked] = onSide(fits, step.sides, measured, wanted, picks.length > 0);
    else if (step.kind === 'middle') [fits, ranked] = inMiddle(fits, measured, wanted);
  }
  for (const step of picks) [fits, ranked] = picked(fits, step, measured, wanted ?? 1);
  const chosen = wanted === null ? fits : (ranked ?? fits).slice(0, wanted);
  const isCounted = picks.length > 0 || (ranked !== null && count !== null);
  const result = isCounted ? chosen : [...chosen].sort((one, other) => one - other);
  if (except === null) return { chosen: result, fits };
  const out = among(result, except, measured).chosen;
  return { chosen: result.filter((index) => !out.includes(index)), fits: fits.filter((index) => !out.includes(index)) };
}

/** Those on the larger side of the middle between the extremes; ranked from the most extreme on. */
function besideOthers(fits: readonly number[], { measure, most }: Extract<Step, { kind: 'than-others' }>, measured: Measured, wanted: number | null): [number[], number[]] {
  const value = (index: number): number => (most ? 1 : -1) * measured.value(index, measure);
  const ranked = sortedBy(fits, (index) => -value(index));
  const limit = (value(ranked[0]) + value(ranked[ranked.length - 1])) / 2;
  const within = ranked.filter((index) => value(index) >= limit);
  return [wanted === null ? within : ranked.slice(0, Math.max(wanted, within.length)), ranked];
}

function onSide(fits: readonly number[], sides: readonly Side[], measured: Measured, wanted: number | null, isCounted: boolean): [number[], number[]] {
  const ranked = sortedBy(fits, (index) => sides.reduce((sum, side) => sum + measured.from(index, side), 0));
  // Where things are counted from another side, and where several are meant, a side is a half of the picture.
  const inHalf = ranked.filter((index) => sides.every((side) => measured.from(index, side) < 0.5));
  // A single thing is on the side where it is; of several one is always the leftmost.
  if (ranked.length === 1) return sides.every((side) => measured.from(ranked[0], side) < nearlyHalf) ? [ranked, ranked] : [[], []];
  if (wanted !== null && !isCounted) return [ranked.slice(0, Math.max(wanted, inHalf.length)), ranked];
  if (inHalf.length > 0 && inHalf.length < fits.length) return [inHalf, ranked];
  const middle = sides.map((side) => (measured.from(ranked[0], side) + measured.from(ranked[ranked.length - 1], side)) / 2);
  const nearer = ranked.filter((index) => sides.every((side, at) => measured.from(index, side) <= middle[at]));
  return [inHalf.length > 0 ? inHalf : nearer, ranked];
}

/** Of an odd row the one in the middle; otherwise what is nearest to the middle of the picture. */
function inMiddle(fits: readonly number[], measured: Measured, wanted: number | null): [number[], number[]] {
  const spread = (side: Side): number => Math.max(...fits.map((index) => measured.from(index, side))) - Math.min(...fits.map((index) => measured.from(index, side)));
  const along: Side = spread('left') >= spread('top') ? 'left' : 'top';
  const row = sortedBy(fits, (index) => measured.from(index, along));
  if (wanted === 1 && row.length % 2 === 1 && row.length > 1) return [[row[(row.length - 1) / 2]], [row[(row.length - 1) / 2]]];
  const ranked = sortedBy(fits, (index) => Math.hypot(measured.from(index, 'left') - 0.5, measured.from(index, 'top') - 0.5));
  const within = ranked.filter((index) => Math.abs(measured.from(index, along) - 0.5) < 1 / 6);
  return [wanted === null ? within : ranked, ranked];
}

function picked(fits: readonly number[], step: Extract<Step, { kind: 'order' | 'extreme' }>, measured: Measured, wanted: number): [number[], number[]] {
  const ranked =
    step.kind === 'order'
      ? sortedBy(fits, (index) => measured.from(index, step.from))
      : sortedBy(fits, (index) => (step.most ? -1 : 1) * measured.value(index, step.measure));
  // "the first two from the left" begins with the first, "the last two" ends with the last.
  const start = step.position === -1 ? Math.max(0, ranked.length - wanted) : step.position - 1;
  const found = ranked.slice(start, start + wanted);
  return [found, found];
}

class Measured {
  private readonly instances: readonly Instance[];
  private readonly picture: Picture;
  private readonly centres: ({ x: number; y: number } | null)[];
  private readonly areas: (number | null)[];
  private readonly colourings: (Colouring | null)[];

  constructor(instances: readonly Instance[], picture: Picture) {
    this.instances = instances;
    this.picture = picture;
    this.centres = instances.map(() => null);
    this.areas = instances.map(() => null);
    this.colourings = instances.map(() => null);
  }

  /** Distance of the thing's centre from a side of the picture, 0 to 1. */
  from(index: number, side: Side): number {
    const { x, y } = (this.centres[index] ??= centreOf(this.instances[index].mask));
    const [across, down] = [x / this.picture.width, y / this.picture.height];
    return { left: across, right: 1 - across, top: down, bottom: 1 - down }[side];
  }

  value(index: number, measure: Measure): number {
    const { box, mask } = this.instances[index];
    switch (measure) {
      case 'size': return (this.areas[index] ??= area(mask));
      case 'height': return box.height;
      case 'width': return box.width;
      case 'nearness': return box.top + box.height;
      case 'lightness': return this.colouring(index).lightness;
    }
  }

  share(index: number, colour: Colour): number {
    return this.colouring(index).shares[colour];
  }

  /** "red and white" fits as well as the colour that is less there, with all of what both have. */
  fit(index: number, colours: readonly Colour[]): number {
    const fits = colours.map((colour) => fitOf(this.colouring(index), colour));
    return colours.length === 1 ? fits[0] : Math.min(1, Math.min(...fits) * colours.length);
  }

  private colouring(index: number): Colouring {
    return (this.colourings[index] ??= colouringOf(this.picture, this.instances[index].mask));
  }
}

/** The mean of the pixels inside, in pixels; the middle of the picture for an empty mask. */
function centreOf({ width, height, data }: Mask): { x: number; y: number } {
  let [count, across, down] = [0, 0, 0];
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      if (data[pixel] === 0) continue;
      count += 1;
      across += x + 0.5;
      down += y + 0.5;
    }
  }
  return count === 0 ? { x: width / 2, y: height / 2 } : { x: across / count, y: down / count };
}

/** Ascending; equal ones keep their order. */
function sortedBy(indices: readonly number[], key: (index: number) => number): number[] {
  const keys = new Map(indices.map((index) => [index, key(index)]));
  return [...indices].sort((one, other) => (keys.get(one) as number) - (keys.get(other) as number));
}
