'use client';

import { useCallback } from 'react';
import { SessionsButton } from '../history/shell.tsx';
import { Notice } from '../interface/notice.tsx';
import { DrawBox } from './draw-box.tsx';
import { FileBox } from './file-box.tsx';
import { Samples } from './samples.tsx';
import { useBegin } from './use-begin.ts';
import { usePictureDrop } from './use-picture-drop.ts';

export function StartPage() {
  const { begin, working, error, clearError } = useBegin();
  const onFile = useCallback((file: File) => void begin({ file }), [begin]);
  const over = usePictureDrop(onFile);
  const disabled = working !== null;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-14 shrink-0 items-center px-2"><SessionsButton /></header>
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl space-y-8 px-4 pt-4 pb-12 sm:pt-[5vh]">
          <div className="space-y-2">
            <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">focus</h1>
            <p className="max-w-xl text-balance text-muted-foreground sm:text-lg">Talk to a picture: ask about it, have things marked, correct the marks with a click, and change what is marked.</p>
          </div>
          {error !== null && <Notice error={error} onClose={clearError} />}
          <Samples onBegin={(beginning) => void begin(beginning)} disabled={disabled} />
          <div className="grid gap-4 sm:grid-cols-2">
            <FileBox onFile={onFile} over={over} disabled={disabled} />
            <DrawBox onDraw={(text) => void begin({ draw: text })} disabled={disabled} />
          </div>
          <p role="status" className="min-h-5 text-sm text-muted-foreground">{working === null ? '' : `${working}…`}</p>
        </div>
      </main>
    </div>
  );
}
