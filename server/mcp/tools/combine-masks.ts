import { z } from 'zod';
import type { OperationRequest } from '../../conversation/operation-requests.ts';
import { InputError } from '../../errors.ts';
import { maskId, sessionId } from '../inputs.ts';
import { operationAnswer, operationOut } from '../operation-answer.ts';
import { adds, tool } from '../tool.ts';

const operations = z.enum(['union', 'intersect', 'subtract', 'invert', 'grow', 'shrink', 'feather']);

export const combineMasks = tool({
  name: 'combine_masks',
  title: 'Compute with masks',
  description:
    'Exact arithmetic on masks, without the model: union, intersect or subtract two to sixteen masks (subtract: the first without the others) into a new mask; '
    + 'invert, grow, shrink or feather one mask (pixels) into a new version of it. Earlier versions stay; undo takes it back. '
    + 'To correct what a mask means use refine_mask. Returns the mask made or changed, with area and box, and a preview.',
  input: z.strictObject({
    sessionId,
    operation: operations,
    maskIds: z.array(maskId).min(1).max(16).describe('union, intersect, subtract: two or more. invert, grow, shrink, feather: one.'),
    pixels: z.int().min(0).max(500).optional().describe('grow, shrink: by how much (1 to 500). feather: width of the soft edge (0 makes it hard again).'),
    keep: z.enum(['new', 'version']).optional().describe('new: the result is a mask of its own; version: a new version of the first mask. Default: new for union, intersect, subtract; version for the others.'),
    name: z.string().trim().min(1).max(100).optional().describe('Name of a new mask.'),
  }),
  output: operationOut,
  scope: 'edit',
  hints: adds,
  async run({ sessionId: id, operation, maskIds, pixels, keep, name }, caller) {
    const several = operation === 'union' || operation === 'intersect' || operation === 'subtract';
    const sized = operation === 'grow' || operation === 'shrink' || operation === 'feather';
    if (several && maskIds.length < 2) throw wrong(`${operation} takes two masks or more.`, 'Give their ids in maskIds.');
    if (!several && maskIds.length > 1) throw wrong(`${operation} takes one mask.`, 'Call it once for each mask, or join them with union first.');
    if (sized && (pixels === undefined || (pixels === 0 && operation !== 'feather'))) throw wrong(`${operation} needs pixels.`, 'Give pixels from 1 to 500.');
    const common = { ...(keep === undefined ? {} : { into: keep }), ...(name === undefined ? {} : { name }) };
    const [mask] = maskIds;
    const request = several ? { kind: 'mask-combine', rule: operation, masks: maskIds, ...common }
      : { kind: `mask-${operation}`, mask, ...(sized ? { pixels } : {}), ...common };
    return operationAnswer(caller, await caller.conversations.operate(id, request as OperationRequest), id);
  },
});

function wrong(message: string, hint: string): InputError {
  return new InputError({ code: 'operation-incomplete', message, hint });
}
