'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { HealthBanner } from '../chat/health-banner.tsx';
import { Button } from '../interface/button.tsx';
import { CloseIcon, MenuIcon } from '../interface/icons.tsx';
import { SessionList } from './session-list.tsx';
import { SessionsProvider } from './use-sessions.tsx';

const ToggleContext = createContext<() => void>(() => {});

/** The frame of all pages: the sessions at the side, beside or over the page. */
export function Shell({ children }: { children: ReactNode }) {
  // Two states, because on a wide window the list is there until it is closed and on a narrow one only when called.
  const [collapsed, setCollapsed] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const toggle = () => (window.matchMedia('(min-width: 80rem)').matches ? setCollapsed((is) => !is) : setDrawer((is) => !is));
  useEffect(() => {
    if (!drawer) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setDrawer(false);
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [drawer]);

  return (
    <SessionsProvider>
      <ToggleContext value={toggle}>
        <div className="flex h-dvh overflow-hidden">
          {drawer && <div className="fixed inset-0 z-30 bg-black/45 xl:hidden" onClick={() => setDrawer(false)} aria-hidden="true" />}
          <aside
            className={`${drawer ? 'fixed inset-y-0 left-0 z-40 flex shadow-xl' : 'hidden'} ${collapsed ? 'xl:hidden' : 'xl:static xl:flex xl:shadow-none'} w-72 flex-col border-r bg-background xl:w-64`}
          >
            <div className="flex h-14 items-center justify-between border-b pr-2 pl-4">
              <span className="font-semibold tracking-tight">focus</span>
              <Button kind="quiet" label="Close the list of sessions" icon={<CloseIcon />} onClick={toggle} />
            </div>
            <SessionList onChoose={() => setDrawer(false)} />
          </aside>
          <div className="flex min-w-0 flex-1 flex-col">
            <HealthBanner />
            {children}
          </div>
        </div>
      </ToggleContext>
    </SessionsProvider>
  );
}

export function SessionsButton() {
  const toggle = useContext(ToggleContext);
  return <Button kind="quiet" label="Sessions" icon={<MenuIcon />} onClick={toggle} />;
}
