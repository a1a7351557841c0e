// What a request to the API can end with, as one error that always says what to do.

import { FocusError } from '../../server/errors.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';

export class RequestError extends Error {
  readonly document: ErrorDocument;

  constructor(document: ErrorDocument) {
    super(document.message);
    this.name = 'RequestError';
    this.document = document;
  }
}

export const serverUnreachable: ErrorDocument = {
  code: 'server-unreachable',
  message: 'The server does not answer.',
  status: 0,
  hint: 'Look whether npm start still runs; what you wrote is kept here.',
};

/** The error of a response that is not ok. */
export async function errorOf(response: Response): Promise<RequestError> {
  const body = await response.json().catch(() => null);
  if (typeof body?.error?.message === 'string') return new RequestError({ hint: '', ...body.error, status: response.status });
  return new RequestError({
    code: `http-${response.status}`,
    message: `The server answered with status ${response.status}.`,
    status: response.status,
    hint: 'Try again; if it stays so, look at what the terminal of npm start says.',
  });
}

/** Any thrown thing as a document that can be shown. */
export function documentOf(error: unknown): ErrorDocument {
  if (error instanceof RequestError) return error.document;
  if (FocusError.isInstance(error)) return error.toJSON();
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'page-error', message, status: 500, hint: 'Load the page again; everything that was answered is stored.' };
}

/** Whether trying the same request again may help: nothing answered, or the server is not itself for the moment. */
export function mayPass(error: unknown): boolean {
  const status = documentOf(error).status;
  return error instanceof RequestError && (status === 0 || status === 502 || status === 503 || status === 504);
}
