'use client';

import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { CloseIcon } from './icons.tsx';
import { KeyMap } from './key-map.tsx';

/** The keys, over the page. The browser's dialog keeps the focus inside and takes Escape. */
export function Help({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="help-title" className="m-auto max-h-[85dvh] w-[min(46rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border bg-card p-6 text-foreground shadow-xl backdrop:bg-black/45">
      <div className="mb-4 flex items-center justify-between">
        <h2 id="help-title" className="text-lg font-semibold">Keys</h2>
        <Button kind="quiet" label="Close" icon={<CloseIcon />} onClick={() => dialog.current?.close()} />
      </div>
      <KeyMap />
    </dialog>
  );
}
