// Errors of the database that a person can do something about. They come in three shapes: of the socket (ECONNREFUSED), of
// PostgreSQL (57P01), of Prisma (P1001, with the first two inside); all are looked through.

import { FocusError } from '../errors.ts';
import { diskFull } from './folder-error.ts';

const unreachable = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
  // PostgreSQL: connection exceptions; shut down by an administrator, crashed, starting or stopping; idle too long.
  ...['08000', '08001', '08003', '08004', '08006', '57P01', '57P02', '57P03', '57P05', '25P03'],
  // Prisma: unreachable, timed out, closed.
  ...['P1001', 'P1002', 'P1008', 'P1017'],
  // Prisma's driver adapters.
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'],
]);
// Too many connections; a statement or a lock that took too long; none of the pool's connections free in time.
const busy = new Set(['53300', '57014', '55P03', 'P2024', 'P2037', 'TooManyConnections']);
const refused = new Set(['28000', '28P01', '3D000', 'P1000', 'P1003', 'P1010', 'AuthenticationFailed', 'DatabaseAccessDenied', 'DatabaseDoesNotExist']);
const full = new Set(['53100', 'ENOSPC']);

const busyText = /Unable to start a transaction in the given time|statement timeout/;
const unreachableText =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|not queryable/;

/** The FocusError for a failed use of the database, or null when the error is of another kind. */
export function databaseError(error: unknown): FocusError | null {
  // Already said: passed on when it is of this kind.
  if (FocusError.isInstance(error)) return /^(database-|disk-full$)/.test(error.code) ? error : null;
  const seen = [...chain(error)];
  const has = (codes: Set<string>): boolean =>
    seen.some((one) => [one.code, one.originalCode, one.errorCode, one.kind].some((code) => typeof code === 'string' && codes.has(code)));
  if (has(full)) return diskFull('the database could not write', error);
  const says = (text: RegExp): boolean => seen.some((one) => typeof one.message === 'string' && text.test(one.message));
  if (has(refused)) {
    return new FocusError({
      code: 'database-refused',
      message: `The database refused the connection: ${textOf(seen)}`,
      status: 503,
      hint: 'Check user, password and database name in DATABASE_URL, or unset it to use the database that comes with focus.',
      cause: error,
    });
  }
  if (has(unreachable) || says(unreachableText)) {
    return new FocusError({
      code: 'database-unreachable',
      message: 'The database cannot be reached.',
      status: 503,
      hint: 'What was saved is safe. Wait a moment and try again; if it stays so, restart focus, or check DATABASE_URL.',
      cause: error,
    });
  }
  if (has(busy) || says(busyText)) {
    return new FocusError({
      code: 'database-busy',
      message: 'The database has too much to do at the moment.',
      status: 503,
      hint: 'Nothing was changed; wait a moment and try again.',
      cause: error,
    });
  }
  return null;
}

interface Link {
  [property: string]: unknown;
}

/** The error and everything it wraps: causes, gathered errors, what Prisma puts into `meta`. */
function* chain(error: unknown, depth = 0): Generator<Link> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const link = error as Link;
  yield link;
  const inside = [link.cause, link.meta, link.driverAdapterError, ...(Array.isArray(link.errors) ? link.errors : [])];
  for (const inner of inside) yield* chain(inner, depth + 1);
}

function textOf(seen: Link[]): string {
  const texts = seen.map((one) => one.originalMessage ?? one.message).filter((text) => typeof text === 'string' && text !== '');
  return String(texts.at(-1) ?? 'no reason given').replace(/\s+/g, ' ').replace(/[.]?$/, '.');
}
