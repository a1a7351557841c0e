'use client';

import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';

interface PopoverProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  label: string;
  /** Of the panel, to the end or the start of its button; above it where it stands low on the page. */
  align?: 'start' | 'end';
  above?: boolean;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button and what it opens, on a phone at the lower edge of the window: closed by Escape, by a click elsewhere and when the focus leaves it. */
export function Popover({ label, align = 'end', above = false, children, ...button }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  return (
    <span
      ref={root}
      className="relative inline-flex"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
      onBlur={(event) => event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <Button label={label} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} {...button} />
      {open && (
        <div
          id={id}
          role="group"
          aria-label={label}
          className={`absolute z-40 ${above ? 'bottom-full mb-1.5' : 'top-full mt-1.5'} ${align === 'end' ? 'end-0' : 'start-0'} max-h-[70dvh] w-max max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-xl border bg-card p-1.5 shadow-lg max-sm:fixed max-sm:inset-x-3 max-sm:top-auto max-sm:bottom-3 max-sm:m-0 max-sm:w-auto`}
        >
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </span>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  /** A key that does the same. */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  /** Makes it a link that downloads. */
  href?: string;
  download?: string;
  onSelect?: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, keys, danger = false, disabled = false, pressed, href, download, onSelect, children }: MenuItemProps) {
  const look = `flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-start text-sm hover:bg-muted disabled:pointer-events-none disabled:opacity-45 aria-pressed:bg-primary-soft aria-pressed:text-primary ${danger ? 'text-destructive' : ''}`;
  const content = (
    <>
      {icon !== undefined && <span className={danger ? '' : 'text-muted-foreground'}>{icon}</span>}
      <span className="flex-1">{children}</span>
      {keys !== undefined && <kbd className="ms-4 font-sans text-xs text-muted-foreground">{keys}</kbd>}
    </>
  );
  if (href !== undefined) return <a href={href} download={download ?? ''} onClick={onSelect} className={look}>{content}</a>;
  return <button type="button" disabled={disabled} aria-pressed={pressed} onClick={onSelect} className={look}>{content}</button>;
}

export const MenuLine = () => <hr className="my-1.5 border-border" />;
