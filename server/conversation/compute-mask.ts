// Masks from masks: the rules, without a database.

import { intersect, invert, type Mask, subtract, union } from '../images/mask.ts';
import { grow } from '../images/morphology.ts';
import type { MaskOperation } from './documents.ts';
import type { ComputedRequest } from './operation-requests.ts';
import { refuse } from './refusals.ts';

export interface Source {
  name: string;
  mask: Mask;
  /** Width of its soft edge, pixels. */
  feather: number;
}

export interface Computed {
  operation: MaskOperation;
  parameters: { pixels?: number };
  mask: Mask;
  feather: number;
  /** What it is called where it becomes a mask of its own. */
  name: string;
}

const rules = { union, intersect, subtract };
const joints = { union: ' and ', intersect: ' within ', subtract: ' without ' };

/** The first source keeps its soft edge. @throws MaskError `mask-size-differs`, InputError `mask-empty`. */
export function computeMask(request: ComputedRequest, sources: readonly Source[]): Computed {
  const [{ mask, feather, name }] = sources;
  const same = { mask, feather, name };
  switch (request.kind) {
    case 'mask-combine': {
      const { rule } = request;
      const combined = sources.map((source) => source.mask).reduce(rules[rule]);
      const joined = sources.map((source) => source.name).join(joints[rule]);
      return checked({ ...same, operation: rule, parameters: {}, mask: combined, name: joined }, rule === 'intersect' ? 'the masks do not overlap' : 'nothing is left');
    }
    case 'mask-invert': return checked({ ...same, operation: 'invert', parameters: {}, mask: invert(mask), name: `everything but ${name}` }, 'it covers the whole picture');
    case 'mask-grow': return { ...same, operation: 'grow', parameters: { pixels: request.pixels }, mask: grow(mask, request.pixels) };
    case 'mask-shrink': {
      const shrunk = grow(mask, -request.pixels);
      return checked({ ...same, operation: 'shrink', parameters: { pixels: request.pixels }, mask: shrunk }, `nothing is left ${request.pixels} pixels inside its edge`);
    }
    case 'mask-feather': return { ...same, operation: 'feather', parameters: { pixels: request.pixels }, feather: request.pixels };
  }
}

function checked(computed: Computed, why: string): Computed {
  if (!computed.mask.data.includes(1)) throw refuse.maskEmpty(why);
  return computed;
}

/** A name of at most 100 characters. */
export function shortName(name: string): string {
  return name.length <= 100 ? name : `${name.slice(0, 99)}…`;
}
