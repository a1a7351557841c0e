'use client';

import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';

interface ConfirmProps {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** A question before something that cannot be taken back. The browser's dialog keeps the focus inside and takes Escape. */
export function Confirm({ title, text, action, onConfirm, onCancel }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      onClose={onCancel}
      aria-labelledby="confirm-title"
      className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-2xl border bg-card p-5 text-foreground shadow-xl backdrop:bg-black/45"
    >
      <h2 id="confirm-title" className="font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-muted-foreground">{text}</p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={() => dialog.current?.close()}>Cancel</Button>
        <Button kind="danger" onClick={onConfirm}>{action}</Button>
      </div>
    </dialog>
  );
}
