// How every connection to the database is made: it gives up instead of hanging.

import type { ClientConfig } from 'pg';

/** Milliseconds to connect, and for a statement to be answered. */
const patience = 4000;

export function connectionOptions(databaseUrl: string): ClientConfig {
  return {
    connectionString: databaseUrl,
    connectionTimeoutMillis: patience,
    // The server ends what takes too long, so that a transaction can still be rolled back …
    statement_timeout: patience,
    // … and one that no longer answers is noticed by a clock on this side, a little later.
    query_timeout: patience + 500,
    // A connection whose rollback got lost that way must not stay in its transaction (longer than Prisma lets one run).
    idle_in_transaction_session_timeout: 20_000,
    keepAlive: true,
    application_name: 'focus',
  };
}

/** For statements that may take their time, and wait for those of others. */
export function patientConnectionOptions(databaseUrl: string): ClientConfig {
  return { ...connectionOptions(databaseUrl), statement_timeout: 600_000, query_timeout: 601_000 };
}
