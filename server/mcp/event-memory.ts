// The last messages of a connection of the 2025 era, so that a client whose line broke gets what it missed. In memory:
// after a restart of the server the client begins anew, and finds its work in the session.

import { randomUUID } from 'node:crypto';
import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server';

const most = 200;

export function eventMemory(): EventStore {
  const events: { id: string; stream: string; message: JSONRPCMessage }[] = [];
  return {
    async storeEvent(stream, message) {
      const id = randomUUID();
      events.push({ id, stream, message });
      if (events.length > most) events.shift();
      return id;
    },
    async getStreamIdForEventId(id) {
      return events.find((event) => event.id === id)?.stream;
    },
    async replayEventsAfter(lastId, { send }) {
      const at = events.findIndex(({ id }) => id === lastId);
      if (at === -1) throw new Error('That event is no longer remembered.');
      const { stream } = events[at];
      for (const event of events.slice(at + 1)) {
        // What only opened a line holds no message.
        if (event.stream === stream && Object.keys(event.message).length > 0) await send(event.id, event.message);
      }
      return stream;
    },
  };
}
