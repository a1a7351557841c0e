// Results and errors of tools in the form of the protocol, which is the same in all of its revisions.

import { FocusError } from '../errors.ts';
import { hintFor } from './hints.ts';
import type { Answer } from './tool.ts';

export type Content =
  | { type: 'text'; text: string }
  | { type: 'image'; data: string; mimeType: string }
  | { type: 'resource_link'; uri: string; name: string; mimeType: string; description?: string };

export interface Result {
  [key: string]: unknown;
  content: Content[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** The data as JSON text too, for clients that read no structured content. */
export function resultOf({ data, preview, links = [] }: Answer<unknown>): Result {
  const structuredContent = data as Record<string, unknown>;
  const content: Content[] = [{ type: 'text', text: JSON.stringify(structuredContent) }];
  if (preview !== undefined) content.push({ type: 'image', data: Buffer.from(preview.jpeg).toString('base64'), mimeType: 'image/jpeg' });
  for (const link of links) content.push({ type: 'resource_link', ...link });
  return { content, structuredContent };
}

/** An error the model can read and act on. What nobody foresaw goes to the log and is not told to strangers. */
export function errorResult(error: unknown, what: string): Result {
  const known = FocusError.isInstance(error) ? error : unforeseen(error, what);
  const { code, message, hint } = known;
  return {
    content: [{ type: 'text', text: `${message} ${hintFor(code, hint)} (${code})`.replace(/\s+/g, ' ') }],
    isError: true,
    _meta: { 'focus/error': { code, message, hint: hintFor(code, hint) } },
  };
}

function unforeseen(error: unknown, what: string): FocusError {
  console.error(`${what} failed:`, error);
  return new FocusError({ code: 'internal-error', message: 'Something went wrong inside focus.', status: 500, hint: 'Call again; the log of focus shows the reason.' });
}
