// Clicks do not wait in the queue: they go straight to a living worker over HTTP on this machine.

import { FocusError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { heartbeatLimit } from './recovery.ts';

/** Something pointed at, in pixels of the picture. */
export type PointedPrompt =
  | { kind: 'point'; x: number; y: number; positive: boolean; choice?: number }
  | { kind: 'box'; left: number; top: number; width: number; height: number }
  | { kind: 'scribble'; points: { x: number; y: number }[] };

export interface PreviewRequest {
  imageVersionId: string;
  text: string;
  prompts: PointedPrompt[];
  /** Masks that the prompts correct. */
  maskVersionIds: string[];
}

/** Milliseconds a worker may take to answer. */
const patience = 20_000;

/**
 * Asks the worker that was heard of last, the next one where it does not answer.
 * @throws FocusError `no-worker` where none answers, and whatever the worker refuses with (`superseded` for an overtaken preview).
 */
export async function askWorker<Answer>(store: Store, path: '/preview' | '/probe', body: unknown, signal?: AbortSignal): Promise<Answer> {
  const workers = await store.prisma.$queryRaw<{ address: string; token: string }[]>`
    SELECT "address", "token" FROM "worker"
    WHERE "heartbeat_at" > now() - make_interval(secs => ${heartbeatLimit}) ORDER BY "heartbeat_at" DESC`;
  let cause: unknown;
  for (const { address, token } of workers) {
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    }).catch((error: unknown) => {
      cause = error;
      return null;
    });
    signal?.throwIfAborted();
    if (response === null) continue;
    const answer = (await response.json()) as Answer & { error?: { code: string; message: string; status: number; hint: string } };
    if (response.ok) return answer;
    throw new FocusError(answer.error ?? { code: 'no-worker', message: 'The worker did not understand the request.', status: 503 });
  }
  throw new FocusError({
    code: 'no-worker',
    message: 'No worker answers.',
    status: 503,
    hint: 'One starts within seconds if focus is running; otherwise start it with npm start.',
    cause,
  });
}
