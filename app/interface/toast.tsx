'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { CloseIcon } from './icons.tsx';

interface Toast {
  text: string;
  /** What can be done about it, as long as it is seen. */
  action?: { label: string; run: () => void };
}

const Context = createContext<(toast: Toast) => void>(() => {});
/** Long enough to read it and to reach the button, ms. It waits while the pointer or the focus is on it. */
const shownFor = 9000;

/** Says for a while that something was done, with the way back. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (toast === null || held) return;
    const timer = setTimeout(() => setToast(null), shownFor);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const hide = () => {
    setToast(null);
    setHeld(false);
  };
  return (
    <Context value={setToast}>
      {children}
      <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-24 z-50 flex justify-center px-4">
        {toast !== null && (
          <div
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
            className="pointer-events-auto flex max-w-full items-center gap-2 rounded-xl bg-foreground py-1.5 ps-4 pe-1.5 text-sm text-background shadow-lg"
          >
            <span className="min-w-0 truncate py-1">{toast.text}</span>
            {toast.action !== undefined && (
              <button type="button" className="shrink-0 rounded-lg px-2.5 py-1 font-semibold underline underline-offset-4" onClick={() => (toast.action!.run(), hide())}>{toast.action.label}</button>
            )}
            <button type="button" aria-label="Dismiss" className="rounded-lg p-1 opacity-70 hover:opacity-100" onClick={hide}><CloseIcon /></button>
          </div>
        )}
      </div>
    </Context>
  );
}

export const useToast = () => useContext(Context);
