// The bytes of an uploaded file. There is no upload by address: the server fetches nothing.

import { InputError, PictureError } from '../../server/errors.ts';
import { defaultLimits } from '../../server/images/limits.ts';
import { readBody } from './body.ts';

/** What the lines around a file in a form may take. */
const envelope = 64 * 1024;

/** The body itself with its name in ?name=, or the first file of a multipart form. The declared type is not believed. */
export async function readUpload(request: Request, query: URLSearchParams): Promise<{ bytes: Uint8Array; name: string }> {
  const type = request.headers.get('content-type') ?? '';
  const isForm = /^multipart\/form-data/i.test(type);
  const body = await readBody(request, defaultLimits.bytes + (isForm ? envelope : 0), tooLarge);
  if (!isForm) return { bytes: body, name: query.get('name') ?? '' };
  const file = await firstFile(body, type);
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: query.get('name') ?? file.name };
}

async function firstFile(body: Uint8Array<ArrayBuffer>, type: string): Promise<File> {
  let form: FormData;
  try {
    form = await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new InputError({
      code: 'form-malformed',
      message: 'The form cannot be read.',
      hint: 'Send multipart/form-data with the picture as a file, or the bytes of the picture as the body.',
      cause,
    });
  }
  for (const [, value] of form) if (value instanceof File) return value;
  throw new InputError({
    code: 'form-without-file',
    message: 'The form holds no file.',
    hint: 'Add the picture to the form as a file.',
  });
}

function tooLarge(): PictureError {
  return new PictureError({
    code: 'picture-too-large',
    message: `The file is larger than ${defaultLimits.bytes / 1024 / 1024} MiB, the most that is read.`,
    status: 413,
    hint: 'Save it smaller or with stronger compression.',
  });
}
