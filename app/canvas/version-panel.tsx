'use client';

import type { SessionDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import type { Operations } from '../chat/use-operations.ts';
import { Button } from '../interface/button.tsx';
import { BranchIcon, CompareIcon, DownloadIcon } from '../interface/icons.tsx';
import { Segments } from '../interface/segments.tsx';
import { compareModes, fileName } from './toolbar.tsx';
import type { CanvasState } from './use-canvas.ts';
import { madeBy, versionTree } from './version-tree.ts';

/** Every version of the picture and what it came from; the next message can be about any of them. */
export function VersionPanel({ session, canvas, operations, busy }: { session: SessionDocument; canvas: CanvasState; operations: Operations; busy: boolean }) {
  const { shown, before, mode, compare, show } = canvas;
  const current = session.currentImage?.id;
  const turns = new Map(session.turns.flatMap((turn) => (turn.edit === null ? [] : [[turn.edit.resultId, turn] as const])));
  return (
    <div className="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
      {before !== null && (
        <Segments
          label="Compare" value={mode ?? 'off'} onValue={(next) => compare(next === 'off' ? null : next)}
          options={compareModes.map(({ mode: each, label }) => ({ name: each ?? ('off' as const), label }))}
        />
      )}
      <ol aria-label="Version tree" className="space-y-1">
        {versionTree(session.images).map(({ image, number, depth, from }) => {
          const turn = turns.get(image.id);
          const isShown = image.id === shown?.id;
          const small = 'size-8! [&_svg]:size-4';
          return (
            <li key={image.id} style={{ marginInlineStart: `${Math.min(depth, 5) * 1.25}rem` }} className={`flex items-center gap-1 rounded-xl border p-1.5 ${isShown ? 'border-primary bg-primary-soft' : 'border-transparent hover:bg-muted/60'}`}>
              <button type="button" aria-pressed={isShown} onClick={() => show(image.id === current ? null : image.id)} className="flex min-w-0 flex-1 items-center gap-3 rounded-lg text-start">
                <img src={imageAddress(image.id, 96)} alt="" className="size-12 shrink-0 rounded-lg chequered object-cover" />
                <span className="min-w-0 flex-1">
                  <span className="flex items-center gap-2 text-sm font-medium">
                    Version {number}
                    {image.id === current && <span className="rounded-full bg-primary px-1.5 py-px text-[11px] font-medium text-primary-foreground">current</span>}
                  </span>
                  <span className="block truncate text-xs text-muted-foreground">{turn === undefined ? madeBy(image) : turn.text || turn.edit!.kind}{from === null ? '' : `, from ${from}`}</span>
                </span>
              </button>
              {shown !== null && !isShown && <Button kind="quiet" label={`Compare version ${number} with the one shown`} className={small} icon={<CompareIcon />} onClick={() => compare('slider', image.id)} />}
              <a href={imageAddress(image.id)} download={fileName(image)} aria-label={`Download version ${number}`} title={`Download version ${number}`} className="grid size-8 place-items-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground [&_svg]:size-4"><DownloadIcon /></a>
              {image.id !== current && <Button kind="quiet" label={`Go on from version ${number}`} className={small} disabled={busy} icon={<BranchIcon />} onClick={() => void operations.run({ kind: 'branch', image: image.id })} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
