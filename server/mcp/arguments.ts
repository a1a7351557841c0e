// Arguments of a call, read by the tool's schema. What is wrong is said so that the next call is right.

import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Tool } from './tool.ts';

/** Containers in the arguments of one call, strokes of a scribble included, and how deep they may lie. */
const limits = { elements: 40_000, depth: 12 } as const;

/** @throws InputError `arguments-invalid`, `arguments-too-many`. */
export function readArguments<Input extends z.ZodType>({ name, input }: Pick<Tool<Input>, 'name' | 'input'>, given: unknown): z.output<Input> {
  checkSize(given);
  const parsed = input.safeParse(given ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({ code: 'arguments-invalid', message: `Arguments of ${name}: ${sayIssue(issue)}`, hint: knownKeys(input) });
}

function sayIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the arguments' : `"${issue.path.join('.')}"`;
  if (issue.code === 'unrecognized_keys') return `there is no argument ${issue.keys.slice(0, 3).map((key) => `"${key.slice(0, 60)}"`).join(', ')}${issue.path.length === 0 ? '' : ` in ${where}`}.`;
  const { input } = issue;
  if (input === undefined && issue.code === 'invalid_type') return `${where} is missing.`;
  const sent = JSON.stringify(input) ?? String(input);
  return `${where}: ${issue.message}; you sent ${sent.length > 80 ? `${sent.slice(0, 80)}…` : sent}.`;
}

function knownKeys(input: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' }) as { properties?: Record<string, { type?: string }>; required?: string[] };
  const keys = Object.entries(properties).map(([key, { type }]) => `${key}${required.includes(key) ? '' : '?'}${type === undefined ? '' : `: ${type}`}`);
  return `It takes {${keys.join(', ')}}.`;
}

/** Without recursion: deep nesting must not fill the stack. */
function checkSize(given: unknown): void {
  let elements = 0;
  for (let level = [given], depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const inner of Object.values(value)) next.push(inner);
    }
    elements += next.length;
    if (elements > limits.elements || depth > limits.depth) {
      throw new InputError({ code: 'arguments-too-many', message: 'The arguments hold too much, or are nested too deep.', status: 413, hint: `At most ${limits.elements} values, ${limits.depth} levels deep. Strokes need few points; pictures go in as base64.` });
    }
    level = next;
  }
}
