// A call is answered within 20 seconds, whatever it waits for: clients give up at 60 s, some earlier. It has one deadline, and
// whatever waits on its way takes from what is left of it.

import { FocusError } from '../errors.ts';

/** Milliseconds after which a call that said something to the model answers with a handle. */
export const patience = 18_000;

/** Milliseconds that putting the answer together may take beyond that. */
const grace = 1500;

/** As `performance.now()`, which no change of the clock moves. */
export function deadlineIn(milliseconds: number): number {
  return performance.now() + milliseconds;
}

/** Whole milliseconds until then. */
export function left(deadline: number): number {
  return Math.max(0, Math.round(deadline - performance.now()));
}

/** What the work gives, or a refusal when it is late: a call without a handle has nothing else to answer. @throws FocusError `too-slow`. */
export function inTime<Result>(work: Promise<Result>, deadline: number): Promise<Result> {
  return within(left(deadline) + grace, work, {
    code: 'too-slow',
    message: 'That took too long to wait for.',
    status: 503,
    hint: 'It may be done all the same: look with get_session or list_sessions before calling again.',
  });
}

/** What the work gives within so many milliseconds; it is not stopped when it is late. @throws FocusError as described when it is. */
export async function within<Result>(milliseconds: number, work: Promise<Result>, late: ConstructorParameters<typeof FocusError>[0]): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const clock = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FocusError(late)), milliseconds);
  });
  try {
    return await Promise.race([work, clock]);
  } finally {
    clearTimeout(timer);
  }
}
