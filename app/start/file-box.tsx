'use client';

import { useRef } from 'react';
import { Button } from '../interface/button.tsx';
import { PictureIcon } from '../interface/icons.tsx';

export function FileBox({ onFile, over, disabled }: { onFile: (file: File) => void; over: boolean; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={`flex flex-col justify-between gap-3 rounded-2xl border-2 border-dashed p-4 ${over ? 'border-primary bg-primary-soft' : 'border-strong-border'}`}>
      <p className="text-sm font-medium">{over ? 'Let go to open it' : 'Drop a picture here, or paste one'}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={disabled} onClick={() => input.current?.click()} icon={<PictureIcon />}>Choose a file</Button>
        <span className="text-xs text-muted-foreground">JPEG, PNG, WebP, GIF, AVIF, HEIC</span>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*,.heic,.heif"
        aria-label="Picture file"
        tabIndex={-1}
        className="hidden"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file can be chosen again after an error.
          currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}
