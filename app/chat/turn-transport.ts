// The way of a message to the server and of the answer back: POST the turn, then read its event log. The log is what
// counts: a connection may break anywhere and is taken up after the last event that came.

import type { ChatTransport, UIMessageChunk } from 'ai';
import type { TurnNews } from '../../server/store/log-event.ts';
import { postTurn, type TurnRequest } from './api.ts';
import { textOf, type FocusMessage } from './messages.ts';
import { documentOf } from './request-error.ts';
import { untilAnswered } from './send-once.ts';
import { followEvents } from './server-sent-events.ts';
import { turnChunks } from './turn-chunks.ts';

/** How long a turn is handed over again and again, ms. */
const patience = 60_000;

/** The server did not take the turn: the message is not in the history and goes back into the box. */
export class TurnRefused extends Error {
  constructor(cause: unknown) {
    super('The message was not taken.', { cause });
    this.name = 'TurnRefused';
  }
}

export class TurnTransport implements ChatTransport<FocusMessage> {
  readonly #onConnection: (connected: boolean) => void;
  readonly #onTaken: () => void;
  /** Whether the server has taken the turn that was sent last. */
  accepted = true;
  /** Whether it was not taken because another page's turn runs in the session. */
  crossed = false;
  /** Settles when that is decided. */
  decided: Promise<void> = Promise.resolve();

  constructor({ onConnection, onTaken }: { onConnection: (connected: boolean) => void; onTaken: () => void }) {
    this.#onConnection = onConnection;
    this.#onTaken = onTaken;
  }

  async sendMessages({ chatId, messages, abortSignal }: Parameters<ChatTransport<FocusMessage>['sendMessages']>[0]): Promise<ReadableStream<UIMessageChunk>> {
    const message = messages[messages.length - 1];
    const request = {
      id: message.id,
      text: textOf(message),
      prompts: message.metadata?.prompts ?? [],
      masks: message.metadata?.masks ?? [],
      ...(message.metadata?.replaces === undefined ? {} : { replaces: message.metadata.replaces }),
    };
    this.accepted = false;
    this.crossed = false;
    const handing = this.#hand(chatId, request, abortSignal);
    this.decided = handing.catch(() => {});
    await handing;
    return this.#answer(message.id);
  }

  async #hand(sessionId: string, request: TurnRequest, abortSignal: AbortSignal | undefined): Promise<void> {
    try {
      await untilAnswered(() => postTurn(sessionId, request, abortSignal), { patience, signal: abortSignal, onLost: () => this.#onConnection(false) });
      this.accepted = true;
      this.#onTaken();
      this.#onConnection(true);
    } catch (error) {
      if (abortSignal?.aborted) throw error;
      this.crossed = documentOf(error).code === 'turn-running';
      this.#onConnection(true);
      throw new TurnRefused(error);
    }
  }

  /** `body.turnId` names the turn that runs. */
  async reconnectToStream({ body }: Parameters<ChatTransport<FocusMessage>['reconnectToStream']>[0]): Promise<ReadableStream<UIMessageChunk> | null> {
    const turnId = (body as { turnId?: string } | undefined)?.turnId;
    return turnId === undefined ? null : this.#answer(turnId);
  }

  #answer(turnId: string): ReadableStream<UIMessageChunk> {
    const leaving = new AbortController();
    const chunks = turnChunks(turnId);
    const events = followEvents({
      address: (lastId) => `/api/turns/${turnId}/events${lastId === '' ? '' : `?after=${lastId}`}`,
      signal: leaving.signal,
      onConnection: this.#onConnection,
    });
    return new ReadableStream({
      start: (controller) => chunks.begin().forEach((chunk) => controller.enqueue(chunk)),
      async pull(controller) {
        // Until there is a chunk: a stream is not asked again for what was not given.
        for (let given = 0; given === 0; ) {
          const next = await events.next();
          if (next.done) return controller.close();
          const { event } = JSON.parse(next.value.data) as TurnNews;
          for (const chunk of chunks.of(event)) {
            controller.enqueue(chunk);
            given += 1;
          }
          if (event.type !== 'turn-end') continue;
          leaving.abort();
          return controller.close();
        }
      },
      cancel: () => leaving.abort(),
    });
  }
}
