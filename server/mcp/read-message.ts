import { isJsonContentType, readRequestBody } from '@modelcontextprotocol/server';
import { longestMessage } from './base64.ts';

export interface ReadMessage {
  /** To hand on; its body may have been read. */
  request: Request;
  /** What stood in the body; undefined where the SDK has to look for itself and say what is wrong. */
  parsedBody?: unknown;
}

/** Reads the message of a request once: which era it is of shows in the body, and the SDK would read it for each question anew. */
export async function readMessage(request: Request): Promise<ReadMessage> {
  const { headers, method, url, signal } = request;
  if (method !== 'POST' || !isJsonContentType(headers.get('content-type')) || Number(headers.get('content-length')) > longestMessage) return { request };
  const read = await readRequestBody(request, longestMessage);
  // With its length said, so that the SDK refuses it.
  if (read.tooLarge) return { request: new Request(url, { method, headers: { ...Object.fromEntries(headers), 'content-length': String(longestMessage + 1) }, body: 'too large', signal }) };
  try {
    return { request, parsedBody: JSON.parse(read.text) };
  } catch {
    return { request: new Request(url, { method, headers, body: read.text, signal }) };
  }
}
