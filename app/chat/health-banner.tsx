'use client';

import { useEffect, useState } from 'react';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { Notice } from '../interface/notice.tsx';
import { getHealth } from './api.ts';
import { documentOf } from './request-error.ts';

/** Fired by whoever met an error that a look at the health may explain. */
export const troubleEvent = 'focus:trouble';

const noWorker = { message: 'No worker is running.', hint: 'Messages are kept and answered as soon as one is there; npm start starts one.' };
const noDatabase = { message: 'The database cannot be reached.', hint: 'Nothing that was answered is lost; start it, or look at what npm start says.' };

/** Says above the page what keeps everything from working; looks often only while something is wrong. */
export function HealthBanner() {
  const [trouble, setTrouble] = useState<Pick<ErrorDocument, 'message' | 'hint'> | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    // A worker that is just starting is no news: only what is found twice in a row is shown.
    let before = false;
    const look = async () => {
      clearTimeout(timer);
      const found = await getHealth().then(
        ({ status, database }) => (!database ? noDatabase : status === 'no-worker' ? noWorker : null),
        (error) => documentOf(error),
      );
      if (gone) return;
      setTrouble(found !== null && before ? found : null);
      before = found !== null;
      timer = setTimeout(look, found === null ? 60_000 : 3000);
    };
    void look();
    window.addEventListener(troubleEvent, look);
    return () => {
      gone = true;
      clearTimeout(timer);
      window.removeEventListener(troubleEvent, look);
    };
  }, []);
  if (trouble === null) return null;
  return <div className="p-2"><Notice error={trouble} tone="warning" /></div>;
}
