import { type Door, openConversations } from '../../server/conversation/conversations.ts';
import { storeSettings } from '../../server/conversation/store-settings.ts';
import { oneAProcess } from './one-a-process.ts';

/** The one door of this process. */
export const { get: conversations, close: closeConversations } = oneAProcess('conversations', open);

async function open(): Promise<Door> {
  return openConversations(storeSettings(process.env));
}
