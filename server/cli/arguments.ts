// What people write on the command line and in the chat, as numbers. Coordinates are pixels of the picture.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from '../errors.ts';
import type { Box } from '../images/picture.ts';
import type { Point } from '../images/raster.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that every command knows; `--help` is answered before a command runs. */
export const commonOptions = {
  json: { type: 'boolean' },
  checkpoint: { type: 'string' },
} as const satisfies Options;

export const commonHelp = `  --json               print one JSON object (masks as COCO run lengths)
  --checkpoint FOLDER  another checkpoint than the shipped one
  --help               this text`;

/**
 * parseArgs with its complaints as InputError `arguments-invalid`. `names` are the words without dashes, in order; the
 * last `optional` of them may be left out.
 */
export function readArguments<const Given extends Options>(args: string[], options: Given, names: readonly string[], optional = 0) {
  const parsed = parse(args, options);
  const { positionals } = parsed;
  if (positionals.length < names.length - optional) throw invalid(`${names[positionals.length]} is missing.`);
  if (positionals.length > names.length) {
    throw invalid(`"${positionals[names.length]}" is one word too many.`, 'Put a sentence in quotes.');
  }
  return parsed;
}

function parse<const Given extends Options>(args: string[], options: Given) {
  try {
    return parseArgs({ args: joinNegative(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalid(`${error.message.split('. ')[0]}.`);
  }
}

/** `--point -3,5` → `--point=-3,5`: parseArgs would take the number for an option. */
function joinNegative(args: string[]): string[] {
  const out: string[] = [];
  for (const arg of args) {
    const last = out[out.length - 1];
    if (/^-[\d.]/.test(arg) && last !== undefined && /^--[a-z]+$/.test(last)) out[out.length - 1] = `${last}=${arg}`;
    else out.push(arg);
  }
  return out;
}

/** "40,60" is a click on what is meant, "40,60,-" on what is not. */
export function parsePoint(text: string): Point & { positive: boolean } {
  const parts = text.split(',');
  const sign = parts[2]?.trim();
  const [x, y] = [number(parts[0]), number(parts[1] ?? '')];
  const signed = sign === undefined || sign === '+' || sign === '-';
  if (parts.length > 3 || !signed || Number.isNaN(x) || Number.isNaN(y)) {
    throw invalid(`"${text}" is not a point.`, 'Write it as x,y or x,y,- in pixels, for example 40,60.');
  }
  return { x, y, positive: sign !== '-' };
}

/** "10,20,90,80": two opposite corners in any order. */
export function parseBox(text: string): Box {
  const numbers = text.split(',').map(number);
  if (numbers.length !== 4 || numbers.some(Number.isNaN)) {
    throw invalid(`"${text}" is not a box.`, 'Write it as x1,y1,x2,y2 in pixels, for example 10,20,90,80.');
  }
  const [x1, y1, x2, y2] = numbers;
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** "10,20;15,30;20,35": the points of a stroke. Spaces do as well as semicolons. */
export function parseScribble(text: string): Point[] {
  const points = text.split(/[;\s]+/).filter((part) => part !== '').map((part) => part.split(',').map(number));
  if (points.length === 0 || points.some((point) => point.length !== 2 || point.some(Number.isNaN))) {
    throw invalid(`"${text}" is not a scribble.`, 'Write it as x,y;x,y;… in pixels, for example "10,20;15,30".');
  }
  return points.map(([x, y]) => ({ x, y }));
}

/** 0, 1 or 2, which needs a click; undefined where left out. */
export function parseChoice(text: string | undefined, points: readonly Point[] | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[012]$/.test(text.trim())) throw invalid(`"${text}" is not a choice.`, 'Use 0, 1 or 2.');
  if (points === undefined) throw invalid('--choice says what a click means, and there is no --point.', 'Write it as --point 40,60 --choice 1.');
  return Number(text);
}

/** A whole number from 0 to 2^32 - 1. */
export function parseSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw invalid(`"${text}" is not a seed.`, 'Use a whole number from 0 to 4294967295.');
}

/** NaN for what is no finite number. */
function number(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

export function invalid(message: string, hint = 'See --help.'): InputError {
  return new InputError({ code: 'arguments-invalid', message, hint });
}
