// A file made while it is sent: no more of it is in memory than what the reader has asked for.

import { encodeName } from './file-answer.ts';

export function downloadAnswer(type: string, name: string, chunks: AsyncGenerator<Uint8Array, void, undefined>): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // The download breaks off rather than ending as if it were whole.
        controller.error(error);
      }
    },
    cancel: () => chunks.return().then(() => undefined),
  }, { highWaterMark: 1 });
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeName(name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
