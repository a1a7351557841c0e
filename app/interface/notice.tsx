// What went wrong, in one line, and what to do about it, in another.

import type { ReactNode } from 'react';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { CloseIcon, WarningIcon } from './icons.tsx';

interface NoticeProps {
  error: Pick<ErrorDocument, 'message' | 'hint'>;
  tone?: 'error' | 'warning';
  onClose?: () => void;
  children?: ReactNode;
}

export function Notice({ error, tone = 'error', onClose, children }: NoticeProps) {
  const colours = tone === 'error' ? 'bg-destructive-soft text-destructive' : 'bg-warning-soft text-warning';
  return (
    <div role="alert" className={`flex items-start gap-2 rounded-lg px-3 py-2 text-sm ${colours}`}>
      <span className="mt-0.5"><WarningIcon /></span>
      <div className="min-w-0 flex-1 break-words">
        <p className="font-medium">{error.message}</p>
        {error.hint !== '' && <p className="opacity-85">{error.hint}</p>}
        {children !== undefined && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
      </div>
      {onClose !== undefined && (
        <button type="button" aria-label="Dismiss" title="Dismiss" onClick={onClose} className="rounded p-0.5 opacity-70 hover:opacity-100">
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
