'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { OperatedDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { operate } from './api.ts';
import { newId } from './new-id.ts';
import { documentOf, mayPass } from './request-error.ts';
import { pause } from './server-sent-events.ts';

export interface Operations {
  /** Done one after the other, each once, however often it has to be sent. Null where it was refused; the notice then says why. */
  run(request: OperationRequest | (() => Promise<OperationRequest>)): Promise<OperatedDocument | null>;
  notice: ErrorDocument | null;
  say(notice: ErrorDocument | null): void;
}

const patience = 30_000;
const nothing = ['nothing-to-undo', 'nothing-to-redo'];

/** What changes the masks of a session or moves it to another picture. `onDone` hears of each before the history is read again. */
export function useOperations(session: SessionDocument, reload: () => Promise<void>, onDone: (done: OperatedDocument) => void): Operations {
  const [notice, say] = useState<ErrorDocument | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(onDone);
  latest.current = onDone;

  const run = useCallback((request: OperationRequest | (() => Promise<OperationRequest>)) => {
    const mine = queue.current.then(async () => {
      say(null);
      try {
        const made = typeof request === 'function' ? await request() : request;
        const done = await send(session.id, { id: newId(), ...made });
        latest.current(done);
        await reload();
        return done;
      } catch (thrown) {
        const document = documentOf(thrown);
        if (!nothing.includes(document.code)) say(document);
        void reload();
        return null;
      }
    });
    queue.current = mine;
    return mine;
  }, [session.id, reload]);
  return useMemo(() => ({ run, notice, say }), [run, notice]);
}

async function send(sessionId: string, request: OperationRequest): Promise<OperatedDocument> {
  const until = Date.now() + patience;
  for (let wait = 300; ; wait = Math.min(wait * 2, 3000)) {
    try {
      return await operate(sessionId, request);
    } catch (error) {
      if (!mayPass(error) || Date.now() > until) throw error;
      await pause(wait);
    }
  }
}

/** "mask-grow" as it stands on a button: "grow". */
export function operationName(kind: string): string {
  const names: Record<string, string> = {
    turn: 'message', branch: 'change of version', 'mask-draw': 'drawing', 'mask-combine': 'combination', 'mask-delete': 'deletion', 'mask-duplicate': 'duplicate',
    'mask-restore': 'restored mask', 'mask-revert': 'restored version', 'mask-hide': 'hiding', 'mask-lock': 'lock', 'mask-rename': 'new name',
  };
  return names[kind] ?? kind.replace('mask-', '');
}
