'use client';

import { imageAddress } from './api.ts';
import type { EditPart } from './messages.ts';

/** The result of an edit or a drawing with what is to be known about it. `stored`: whether the picture can be fetched yet. */
export function EditCard({ edit, stored, onShow }: { edit: EditPart; stored: boolean; onShow: (imageId: string) => void }) {
  const facts = [
    edit.kind !== 'draw' && edit.changedPixels > 0 ? `${edit.changedPixels.toLocaleString('en-US')} pixels changed` : null,
    edit.paintedAt ? `painted at ${edit.paintedAt.width} × ${edit.paintedAt.height}` : null,
    `seed ${edit.seed}`,
  ].filter((fact) => fact !== null);
  return (
    <button
      type="button"
      aria-label={`Show the result of ${edit.kind}`}
      onClick={() => onShow(edit.imageId)}
      className="flex w-full items-center gap-3 rounded-xl border bg-card p-2 text-left hover:bg-muted"
    >
      <span className="size-16 shrink-0 overflow-hidden rounded-lg bg-stage">
        {stored && <img src={imageAddress(edit.imageId, 160)} alt="" className="size-full object-cover" />}
      </span>
      <span className="min-w-0 text-sm">
        <span className="block font-medium capitalize">{edit.kind}</span>
        <span className="block text-xs text-muted-foreground">{facts.join(' · ')}</span>
      </span>
    </button>
  );
}
