'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { troubleEvent } from '../chat/health-banner.tsx';
import { documentOf } from '../chat/request-error.ts';
import { KeptId } from '../chat/send-once.ts';
import { beginSession, type Beginning, wishOf } from './begin-session.ts';

/** Begins a session and goes there. `working` names what is being done. */
export function useBegin() {
  const router = useRouter();
  const [working, setWorking] = useState<string | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const [kept] = useState(() => new KeptId());
  const begin = useCallback(async (beginning: Beginning) => {
    const onTrouble = () => void window.dispatchEvent(new Event(troubleEvent));
    setError(null);
    setWorking('file' in beginning ? `Reading ${beginning.file.name || 'the picture'}` : 'Beginning the session');
    try {
      router.push(`/sessions/${await kept.with(wishOf(beginning), (id) => beginSession(beginning, id, onTrouble))}`);
    } catch (thrown) {
      setError(documentOf(thrown));
      setWorking(null);
      onTrouble();
    }
  }, [router, kept]);
  return { begin, working, error, clearError: useCallback(() => setError(null), []) };
}
