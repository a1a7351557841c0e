// What can be subscribed to: sessions and masks. Pictures and single versions of masks never change under their address, so nobody
// would ever be told of them; whoever asks for that is told so instead.

import type { Conversations } from '../conversation/conversations.ts';
import { FocusError } from '../errors.ts';
import { hintFor } from './hints.ts';
import { addressesOfMask, uri } from './uris.ts';

/** Addresses a connection may be subscribed to, and characters of one. */
export const mostWatched = 1000;
const longest = 200;

/** Why nothing would ever be told of an address; null where it is. */
export type WhyNot = (address: string) => Promise<string | null>;

export function whyNotWatched(conversations: Conversations): WhyNot {
  return async (address) => {
    const [, kind, id] = (address.length > longest ? null : /^focus:\/\/(sessions|masks|images)\/([^/]+)(?:\/\w+)?$/.exec(address)) ?? [];
    try {
      if (kind === 'images') return `A picture never changes: an edit makes a new one. Subscribe to its session, ${uri.session('{sessionId}')}.`;
      if (kind === 'sessions' && address === uri.session(id)) return await conversations.requireSession(id).then(() => null);
      if (kind === 'masks') {
        const mask = await conversations.getMask(id);
        if (addressesOfMask(mask.id).includes(address)) return null;
        return `One version of a mask never changes. Subscribe to ${uri.mask(mask.id)}, or to ${uri.session(mask.sessionId)}.`;
      }
      return `There is nothing to subscribe to at ${address.slice(0, longest)}. Use ${uri.session('{sessionId}')} or ${uri.mask('{maskId}')}.`;
    } catch (error) {
      if (FocusError.isInstance(error)) return `${error.message} ${hintFor(error.code, error.hint)}`;
      throw error;
    }
  };
}

/** A message of 2026-07-28 that begins to listen, with only what is told of: the answer to it says what is left. Any other as it is. */
export async function onlyWatched(message: unknown, whyNot: WhyNot): Promise<unknown> {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { notifications?: { resourceSubscriptions?: unknown } } };
  const asked = params?.notifications?.resourceSubscriptions;
  // What is no list of addresses is refused by the SDK.
  if (method !== 'subscriptions/listen' || !Array.isArray(asked) || !asked.every((address) => typeof address === 'string')) return message;
  const resourceSubscriptions: string[] = [];
  for (const address of asked.slice(0, mostWatched)) if (await whyNot(address) === null) resourceSubscriptions.push(address);
  return { ...(message as object), params: { ...params, notifications: { ...params?.notifications, resourceSubscriptions } } };
}
