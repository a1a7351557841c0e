'use client';

import { useState } from 'react';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { Button } from '../interface/button.tsx';
import { CheckIcon, CopyIcon, ShareIcon, ZipIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { Popover } from '../interface/popover.tsx';
import { exportAddress, shareOf, shareSession, unshareSession } from './api.ts';
import { documentOf } from './request-error.ts';

/** The whole session as a file, and as a link to read, which is off until it is made. */
export function SessionMenu({ sessionId }: { sessionId: string }) {
  return (
    <>
      <Popover label="Share" title="Share a link to read" kind="quiet" icon={<ShareIcon />}><Share sessionId={sessionId} /></Popover>
      <a href={exportAddress(sessionId)} download="" aria-label="Download session" title="Download pictures, masks and messages as a zip file" className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground"><ZipIcon /></a>
    </>
  );
}

function Share({ sessionId }: { sessionId: string }) {
  const [address, setAddress] = useState<string | null | undefined>(undefined);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const [copied, setCopied] = useState(false);
  const attempt = async (work: () => Promise<string | null>) => {
    setError(null);
    try {
      setAddress(await work());
    } catch (thrown) {
      setError(documentOf(thrown));
    }
  };
  const addressOf = (token: string) => `${window.location.origin}/shared/${token}`;
  const look = () => attempt(async () => {
    const { share } = await shareOf(sessionId);
    return share === null ? null : addressOf(share.token);
  });
  return (
    <div className="w-80 max-w-full space-y-3 max-sm:w-auto p-2 text-sm" ref={(element) => void (element !== null && address === undefined && error === null && look())}>
      <p className="text-muted-foreground">{address ? 'Whoever has this link can read the session as it is now and later. Nobody can change it.' : 'Nobody else can see this session. A link lets others read it.'}</p>
      {error !== null && <Notice error={error} />}
      {address ? (
        <>
          <div className="flex gap-2">
            <input readOnly aria-label="Link" value={address} onFocus={(event) => event.currentTarget.select()} className="h-9 min-w-0 flex-1 rounded-lg border bg-background px-2 text-xs" />
            <Button label={copied ? 'Copied' : 'Copy the link'} icon={copied ? <CheckIcon /> : <CopyIcon />} onClick={() => void navigator.clipboard?.writeText(address).then(() => setCopied(true), () => {})} />
          </div>
          <Button kind="quiet" className="text-destructive!" onClick={() => void attempt(async () => (await unshareSession(sessionId), null))}>Stop sharing</Button>
        </>
      ) : (
        <Button kind="primary" disabled={address === undefined && error === null} onClick={() => void attempt(async () => addressOf((await shareSession(sessionId)).token))}>Make a link</Button>
      )}
    </div>
  );
}
