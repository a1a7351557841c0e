// How every connection to the database is made: it gives up instead of hanging.

import type { ClientConfig } from 'pg';

/** Milliseconds to connect, and for a statement to be answered. */
const patience = 4000;

export function connectionOptions(databaseUrl: string): ClientConfig {
  return {
    connectionString: databaseUrl,
    connectionTimeoutMillis: patience,
    // A machine that vanished answers nothing: only a clock on this side notices.
    query_timeout: patience,
    keepAlive: true,
    application_name: 'focus',
  };
}
