'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { OperatedDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { operate } from './api.ts';
import { isMarking, type Marking } from './expected.ts';
import { newId } from './new-id.ts';
import { documentOf } from './request-error.ts';
import { untilAnswered } from './send-once.ts';

export interface Operations {
  /**
   * Done one after the other, each once, however often it has to be sent. Null where it was refused; the notice then says why. A
   * function is asked when those before are done, and again where someone else was quicker.
   */
  run(request: OperationRequest | ((session: SessionDocument) => Promise<OperationRequest>)): Promise<OperatedDocument | null>;
  /** What of it is on its way to the history. */
  expected: readonly Marking[];
  notice: ErrorDocument | null;
  say(notice: ErrorDocument | null): void;
}

const nothing = ['nothing-to-undo', 'nothing-to-redo'];
/** How often something is computed anew because the mask was changed meanwhile, by another page or an agent. */
const tries = 5;

/** What changes the masks of a session or moves it to another picture. `onDone` hears of each before the history is read again. */
export function useOperations(session: SessionDocument, reload: () => Promise<SessionDocument | null>, onDone: (done: OperatedDocument) => void): Operations {
  const [notice, say] = useState<ErrorDocument | null>(null);
  const [expected, setExpected] = useState<readonly Marking[]>([]);
  const newest = useRef(session);
  newest.current = session;
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(onDone);
  latest.current = onDone;

  const run = useCallback<Operations['run']>((request) => {
    const read = async () => void (newest.current = (await reload()) ?? newest.current);
    const work = async (left: number): Promise<OperatedDocument> => {
      try {
        const operation = { id: newId(), ...(typeof request === 'function' ? await request(newest.current) : request) };
        return await untilAnswered(() => operate(session.id, operation));
      } catch (thrown) {
        await read();
        if (left === 0 || typeof request !== 'function' || documentOf(thrown).code !== 'mask-changed') throw thrown;
        return work(left - 1);
      }
    };
    const marking = typeof request !== 'function' && isMarking(request) ? request : null;
    if (marking !== null) setExpected((all) => [...all, marking]);
    const mine = queue.current.then(async () => {
      say(null);
      try {
        const done = await work(tries);
        latest.current(done);
        await read();
        return done;
      } catch (thrown) {
        const document = documentOf(thrown);
        if (!nothing.includes(document.code)) say(document);
        return null;
      } finally {
        if (marking !== null) setExpected((all) => all.filter((each) => each !== marking));
      }
    });
    queue.current = mine;
    return mine;
  }, [session.id, reload]);
  return useMemo(() => ({ run, expected, notice, say }), [run, expected, notice]);
}

/** "mask-grow" as it stands on a button: "grow". */
export function operationName(kind: string): string {
  const names: Record<string, string> = {
    turn: 'message', adjust: 'change of the picture', branch: 'change of version', 'mask-draw': 'drawing', 'mask-combine': 'combination', 'mask-delete': 'deletion', 'mask-duplicate': 'duplicate',
    'mask-restore': 'restored mask', 'mask-revert': 'restored version', 'mask-hide': 'hiding', 'mask-lock': 'lock', 'mask-rename': 'new name',
  };
  return names[kind] ?? kind.replace('mask-', '');
}
