// What was opened with a token ends with it. A request is admitted once; a stream of events would go on for hours behind that.

import type { Access } from './admit.ts';
import { checkToken } from './tokens.ts';

/** Milliseconds until a token that was taken back is noticed, at most. */
const look = 5000;

/** The answer, ended when the token by which it was asked for is over or taken back, where it is a stream of events. */
export function whileAdmitted(answer: Response, { secret, expiresAt = Infinity }: Access, dataFolder: string): Response {
  const { body, status, headers } = answer;
  if (secret === undefined || body === null || !headers.get('content-type')?.startsWith('text/event-stream')) return answer;
  const reader = body.getReader();
  let timer: NodeJS.Timeout;
  const lookAgain = (): void => {
    timer = setTimeout(async () => {
      const token = await checkToken(dataFolder, secret).catch(() => null);
      if (token === null) await reader.cancel().catch(() => undefined);
      else lookAgain();
    }, Math.max(0, Math.min(look, expiresAt * 1000 - Date.now())));
    timer.unref();
  };
  lookAgain();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        clearTimeout(timer);
        controller.close();
      } catch (error) {
        clearTimeout(timer);
        controller.error(error);
      }
    },
    cancel(reason) {
      clearTimeout(timer);
      return reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
  return new Response(stream, { status, headers });
}
