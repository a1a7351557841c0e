// Wake-ups between processes by LISTEN/NOTIFY. One connection listens; when it is lost it is made again, and since
// something may have been missed meanwhile, every subscriber is then called once with '' ("look again"). A notification
// is only ever a wake-up: what happened stands in the tables. Previews alone stand in none (preview-channel.ts).

import { Client } from 'pg';
import { connectionOptions } from './connection.ts';
import type { Transaction } from './store.ts';

/** Payloads: turn id, session id, turn id, turn id and preview. */
export type Channel = 'focus_turn' | 'focus_session' | 'focus_stop' | 'focus_preview';
export type Listener = (payload: string) => void;

export interface Notifications {
  /** Calls the listener for every notification on the channel until the function given back is called. */
  subscribe(channel: Channel, listener: Listener): () => void;
  close(): Promise<void>;
}

const channels: readonly Channel[] = ['focus_turn', 'focus_session', 'focus_stop', 'focus_preview'];
/** Milliseconds between looks whether the connection still lives; a vanished machine says nothing. */
const pulse = 10_000;
const longestPause = 2000;

/** Wakes the subscribers in all processes when the transaction commits. */
export async function notify(transaction: Transaction, channel: Channel, payload: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

/** Connects at the first subscription. */
export function openNotifications(databaseUrl: string): Notifications {
  const listeners = new Map<Channel, Set<Listener>>(channels.map((channel) => [channel, new Set()]));
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pause = 0;
  let started = false;
  let closed = false;

  const call = (channel: Channel, payload: string): void => {
    for (const listener of [...(listeners.get(channel) ?? [])]) {
      try {
        listener(payload);
      } catch (error) {
        console.error(`A listener of ${channel} failed:`, error);
      }
    }
  };

  const connect = async (): Promise<void> => {
    const fresh = new Client(connectionOptions(databaseUrl));
    client = fresh;
    const lost = (): void => {
      if (client !== fresh) return;
      client = null;
      fresh.end().catch(() => undefined);
      if (closed) return;
      clearTimeout(timer);
      timer = setTimeout(connect, pause);
      pause = Math.min(longestPause, pause * 2 + 50);
    };
    fresh.on('error', lost);
    fresh.on('end', lost);
    fresh.on('notification', ({ channel, payload }) => call(channel as Channel, payload ?? ''));
    const check = async (): Promise<void> => {
      try {
        await fresh.query('SELECT 1');
        if (client === fresh) timer = setTimeout(check, pulse);
      } catch {
        lost();
      }
    };
    try {
      await fresh.connect();
      await fresh.query(channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch {
      return lost();
    }
    if (client !== fresh) return;
    pause = 0;
    timer = setTimeout(check, pulse);
    for (const channel of channels) call(channel, '');
  };

  return {
    subscribe(channel, listener) {
      // A wrapper of its own, so that the same function may be subscribed twice.
      const entry: Listener = (payload) => listener(payload);
      listeners.get(channel)?.add(entry);
      if (!started && !closed) {
        started = true;
        void connect();
      }
      return () => void listeners.get(channel)?.delete(entry);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
