import { FocusError } from '../../server/errors.ts';
import { type Door, openConversations } from '../../server/conversation/conversations.ts';
import { oneAProcess } from './one-a-process.ts';

/** The one door of this process. */
export const { get: conversations, close: closeConversations } = oneAProcess('conversations', open);

async function open(): Promise<Door> {
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
