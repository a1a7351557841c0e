import { FocusError } from '../../server/errors.ts';
import { type Conversations, openConversations } from '../../server/conversation/conversations.ts';

// Next bundles each route apart, so a variable of this file would exist once a route; the global object exists once.
const key = Symbol.for('focus.conversations');
const kept = globalThis as { [key]?: Promise<Conversations> };

/** The one door of this process, opened at the first request. */
export function conversations(): Promise<Conversations> {
  kept[key] ??= open().catch((error: unknown) => {
    kept[key] = undefined;
    throw error;
  });
  return kept[key];
}

/** Closes what is open; the next request opens it again. */
export async function closeConversations(): Promise<void> {
  const open = kept[key];
  kept[key] = undefined;
  await (await open)?.close();
}

async function open(): Promise<Conversations> {
  const { DATABASE_URL: databaseUrl, FOCUS_DATA_DIR: dataFolder } = process.env;
  if (databaseUrl === undefined || dataFolder === undefined) {
    throw new FocusError({
      code: 'not-configured',
      message: 'The web server was started without DATABASE_URL and FOCUS_DATA_DIR.',
      status: 500,
      hint: 'Start focus with npm start, which sets both.',
    });
  }
  return openConversations({ databaseUrl, dataFolder });
}
