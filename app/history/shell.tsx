'use client';

import { useRouter } from 'next/navigation';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { HealthBanner } from '../chat/health-banner.tsx';
import { Button } from '../interface/button.tsx';
import { Help } from '../interface/help.tsx';
import { CloseIcon, HelpIcon, MenuIcon } from '../interface/icons.tsx';
import { useShortcuts } from '../interface/shortcuts.ts';
import { ToastProvider } from '../interface/toast.tsx';
import { SessionList } from './session-list.tsx';
import { SessionsProvider } from './use-sessions.tsx';

const ToggleContext = createContext<() => void>(() => {});

/** Whether the list stands beside the page (`xl:`). */
const isWide = () => window.matchMedia('(min-width: 80rem)').matches;

/** The frame of all pages: the sessions at the side, beside or over the page. */
export function Shell({ children }: { children: ReactNode }) {
  // Two states, because on a wide window the list is there until it is closed and on a narrow one only when called.
  const [collapsed, setCollapsed] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const toggle = () => (isWide() ? setCollapsed((is) => !is) : setDrawer((is) => !is));
  const [help, setHelp] = useState(false);
  const router = useRouter();
  useShortcuts({
    '?': () => setHelp(true),
    'Shift+N': () => router.push('/'),
    'Shift+S': () => router.push('/settings'),
    'Shift+F': () => {
      if (isWide()) setCollapsed(false);
      else setDrawer(true);
      setTimeout(() => document.querySelector<HTMLInputElement>('[data-search]')?.focus());
    },
  });
  useEffect(() => {
    if (!drawer) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setDrawer(false);
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [drawer]);

  return (
    <SessionsProvider>
      <ToastProvider>
      <ToggleContext value={toggle}>
        <div className="flex h-dvh overflow-hidden">
          {drawer && <div className="fixed inset-0 z-30 bg-black/45 xl:hidden" onClick={() => setDrawer(false)} aria-hidden="true" />}
          <aside
            className={`${drawer ? 'fixed inset-y-0 start-0 z-40 flex shadow-xl' : 'hidden'} ${collapsed ? 'xl:hidden' : 'xl:static xl:flex xl:shadow-none'} w-72 flex-col border-e bg-background xl:w-64`}
          >
            <div className="flex h-14 items-center justify-between border-b ps-4 pe-2">
              <span className="font-semibold tracking-tight">focus</span>
              <span className="flex">
                <Button kind="quiet" label="Keys" title="Keys (?)" aria-keyshortcuts="?" icon={<HelpIcon />} onClick={() => setHelp(true)} />
                <Button kind="quiet" label="Close the list of sessions" icon={<CloseIcon />} onClick={toggle} />
              </span>
            </div>
            <SessionList onChoose={() => setDrawer(false)} />
          </aside>
          <div className="flex min-w-0 flex-1 flex-col">
            <HealthBanner />
            {children}
          </div>
        </div>
        {help && <Help onClose={() => setHelp(false)} />}
      </ToggleContext>
      </ToastProvider>
    </SessionsProvider>
  );
}

export function SessionsButton() {
  const toggle = useContext(ToggleContext);
  return <Button kind="quiet" label="Sessions" icon={<MenuIcon />} onClick={toggle} />;
}
