// Server-sent events from an async generator.

export interface ServerEvent {
  id?: number;
  data: unknown;
}

export interface EventStreamOptions {
  /** Of the request: aborted when the client leaves. */
  signal: AbortSignal;
  /** Milliseconds between comments that keep proxies from closing a quiet line. */
  heartbeat?: number;
}

/** The items of the source as they come; the source's signal aborts when the reader leaves. */
export function eventStream<Item>(
  open: (signal: AbortSignal) => AsyncGenerator<Item, void, undefined>,
  toEvent: (item: Item) => ServerEvent,
  { signal, heartbeat = 10_000 }: EventStreamOptions,
): Response {
  const stop = new AbortController();
  const source = open(AbortSignal.any([signal, stop.signal]));
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  const leave = (): void => {
    clearInterval(timer);
    stop.abort();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Sent at once, so that the client sees the line is open.
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
      timer = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeat);
    },
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (done === true) {
          leave();
          controller.close();
        } else {
          controller.enqueue(encoder.encode(frame(toEvent(value))));
        }
      } catch (error) {
        leave();
        // The client resumes behind the last id it got.
        controller.error(error);
      }
    },
    cancel() {
      leave();
      return source.return().then(() => undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform: a compressing proxy would hold events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function frame({ id, data }: ServerEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
