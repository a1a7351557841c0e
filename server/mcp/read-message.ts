import { isJsonContentType, readRequestBody } from '@modelcontextprotocol/server';
import { InputError } from '../errors.ts';
import { longestMessage } from './base64.ts';

export interface ReadMessage {
  /** To hand on; its body may have been read. */
  request: Request;
  /** What stood in the body; undefined where the SDK has to look for itself and say what is wrong. */
  parsedBody?: unknown;
}

/** Milliseconds in which a message has to be here: the largest over a line of 3 Mbit/s. */
const patience = 120_000;

/**
 * Reads the message of a request once: which era it is of shows in the body, and the SDK would read it for each question anew.
 * @throws InputError `message-too-slow`.
 */
export async function readMessage(request: Request, milliseconds = patience): Promise<ReadMessage> {
  const { headers, method, url, signal } = request;
  if (method !== 'POST' || !isJsonContentType(headers.get('content-type')) || Number(headers.get('content-length')) > longestMessage) return { request };
  const read = await readInTime(request, milliseconds);
  // With its length said, so that the SDK refuses it.
  if (read.tooLarge) return { request: new Request(url, { method, headers: { ...Object.fromEntries(headers), 'content-length': String(longestMessage + 1) }, body: 'too large', signal }) };
  try {
    return { request, parsedBody: JSON.parse(read.text) };
  } catch {
    return { request: new Request(url, { method, headers, body: read.text, signal }) };
  }
}

/** What comes after the time is read by nobody; the answer ends the connection. */
async function readInTime(request: Request, milliseconds: number): ReturnType<typeof readRequestBody> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new InputError({
      code: 'message-too-slow',
      message: `The message was not here within ${milliseconds / 1000} s.`,
      status: 408,
      hint: 'Send it again; a smaller picture is quicker.',
    })), milliseconds);
  });
  try {
    return await Promise.race([readRequestBody(request, longestMessage), late]);
  } finally {
    clearTimeout(timer);
  }
}
