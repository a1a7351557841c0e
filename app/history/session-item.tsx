'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import type { SessionSummary } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { deleteSession, imageAddress, renameSession, restoreSession } from '../chat/api.ts';
import { documentOf } from '../chat/request-error.ts';
import { PictureIcon, RenameIcon, TrashIcon } from '../interface/icons.tsx';
import { NameField } from '../interface/name-field.tsx';
import { Notice } from '../interface/notice.tsx';
import { useToast } from '../interface/toast.tsx';
import { titleOf } from './title.ts';
import { useSessions } from './use-sessions.tsx';

interface SessionItemProps {
  session: SessionSummary;
  current: boolean;
  onChoose: () => void;
}

export function SessionItem({ session, current, onChoose }: SessionItemProps) {
  const { reload } = useSessions();
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const toast = useToast();
  const [error, setError] = useState<ErrorDocument | null>(null);
  const title = titleOf(session);

  const attempt = async (work: () => Promise<unknown>) => {
    setRenaming(false);
    try {
      await work();
      setError(null);
      await reload();
    } catch (thrown) {
      setError(documentOf(thrown));
    }
  };
  const rename = (name: string) => (name === '' || name === title ? setRenaming(false) : void attempt(() => renameSession(session.id, name)));
  const remove = () => attempt(async () => {
    // First away from it: its page would find it gone.
    if (current) router.push('/');
    await deleteSession(session.id);
    toast({ text: `Deleted “${title}”.`, action: { label: 'Undo', run: () => void restoreSession(session.id).then(reload, (thrown) => toast({ text: documentOf(thrown).message })) } });
  });

  return (
    <li>
      <div className={`group flex items-center gap-1 rounded-lg pe-1 ${current ? 'bg-primary-soft' : 'hover:bg-muted'}`}>
        {renaming ? (
          <NameField label="Title" name={title} maxLength={200} onDone={rename} className="m-1" />
        ) : (
          <Link href={`/sessions/${session.id}`} onClick={onChoose} aria-current={current ? 'page' : undefined} className="flex min-w-0 flex-1 items-center gap-3 rounded-lg p-1.5">
            <Thumbnail session={session} />
            <span className="min-w-0 flex-1 text-sm" title={title}>
              <span className="block truncate">{title}</span>
              {session.match !== null && <span className="block truncate text-xs text-muted-foreground">{session.match}</span>}
            </span>
          </Link>
        )}
        {!renaming && (
          <span className="hidden group-focus-within:flex group-hover:flex pointer-coarse:flex">
            <SmallButton label="Rename" title={title} onClick={() => setRenaming(true)}><RenameIcon /></SmallButton>
            <SmallButton label="Delete" title={title} onClick={() => void remove()}><TrashIcon /></SmallButton>
          </span>
        )}
      </div>
      {error !== null && <Notice error={error} onClose={() => setError(null)} />}
    </li>
  );
}

function Thumbnail({ session }: { session: SessionSummary }) {
  const image = session.currentImage;
  const shape = 'size-10 shrink-0 rounded-md border bg-stage';
  if (image === null) return <span className={`${shape} grid place-items-center text-muted-foreground`}><PictureIcon /></span>;
  return <img src={imageAddress(image.id, 96)} alt="" className={`${shape} object-cover`} loading="lazy" />;
}

function SmallButton({ label, title, onClick, children }: { label: string; title: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-label={label} title={`${label} “${title}”`} onClick={onClick} className="rounded-md p-1.5 text-muted-foreground hover:text-foreground">
      {children}
    </button>
  );
}
