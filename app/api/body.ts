// Bodies of requests, never more of them in memory than their cap.

import { type FocusError, InputError } from '../../server/errors.ts';

const jsonCap = 1024 * 1024;

/** The whole body. @throws what `tooLarge` gives as soon as more than `cap` bytes are announced or have come. */
export async function readBody(request: Request, cap: number, tooLarge: (bytes: number) => FocusError): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > cap) throw tooLarge(announced);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > cap) throw tooLarge(length);
      chunks.push(part.value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** The body as JSON. What it holds is checked behind the door. */
export async function readJson<Shape>(request: Request): Promise<Shape> {
  const bytes = await readBody(request, jsonCap, () => new InputError({
    code: 'body-too-large',
    message: 'The request holds more than 1 MiB of JSON.',
    status: 413,
    hint: 'Send fewer prompts; pictures go to POST /api/images.',
  }));
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Shape;
  } catch (cause) {
    throw new InputError({
      code: 'json-malformed',
      message: bytes.length === 0 ? 'The request has no body.' : 'The body of the request is not JSON.',
      hint: 'Send a JSON object in UTF-8, for example {"text": "what is this?"}.',
      cause,
    });
  }
}
