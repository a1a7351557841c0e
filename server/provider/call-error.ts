import { APICallError } from '@ai-sdk/provider';
import { FocusError } from '../errors.ts';

/**
 * The error as the AI SDK knows errors of providers. `retry`: nothing was said yet, so that the SDK may try again where the
 * database or a worker was away; a message that was said is never said twice.
 */
export function callError(error: unknown, retry: boolean): unknown {
  if (!FocusError.isInstance(error)) return error;
  const { code, message, status, hint } = error;
  return new APICallError({
    message: error.line,
    url: 'focus:conversation',
    requestBodyValues: {},
    statusCode: status,
    isRetryable: retry && status === 503,
    data: { error: { code, message, status, hint } },
    cause: error,
  });
}
