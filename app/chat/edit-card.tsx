'use client';

import { useState } from 'react';
import type { EditReportDocument } from '../../server/conversation/documents.ts';
import { Button } from '../interface/button.tsx';
import { DiceIcon } from '../interface/icons.tsx';
import { editReport, imageAddress } from './api.ts';
import type { EditPart } from './messages.ts';

interface EditCardProps {
  edit: EditPart;
  turnId: string;
  /** Whether the picture can be fetched yet. */
  stored: boolean;
  onShow: (imageId: string) => void;
  /** Another one with another seed; left out where it cannot be made now. */
  onAgain?: () => void;
}

/** The result of an edit or a drawing, what changed, and another try. */
export function EditCard({ edit, turnId, stored, onShow, onAgain }: EditCardProps) {
  const [report, setReport] = useState<EditReportDocument | null>(null);
  const isDrawn = edit.kind === 'draw';
  const facts: [name: string, value: string | null][] = [
    ['Changed', isDrawn || edit.changedPixels === 0 ? null : `${number(edit.changedPixels)} pixels${report === null ? '' : `, ${(report.share * 100).toFixed(1)} % of the picture`}`],
    ['Outside of it', report === null || report.outsideChangedBytes === null ? null : `${number(report.outsideChangedBytes)} bytes changed`],
    ['Painted at', edit.paintedAt ? `${edit.paintedAt.width} × ${edit.paintedAt.height} pixels` : null],
    ['Seed', String(edit.seed)],
    ['Took', edit.milliseconds === undefined ? null : `${(edit.milliseconds / 1000).toFixed(1)} s`],
  ];
  return (
    <div className="overflow-hidden rounded-xl border bg-card">
      <button type="button" onClick={() => onShow(edit.imageId)} className="flex w-full items-center gap-3 p-2 text-start -outline-offset-2 hover:bg-muted">
        <span className="size-16 shrink-0 overflow-hidden rounded-lg bg-stage">
          {stored && <img src={imageAddress(edit.imageId, 160)} alt="" className="size-full object-cover" />}
        </span>
        <span className="min-w-0 text-sm">
          <span className="sr-only">Show the result: </span>
          <span className="block font-medium capitalize">{edit.kind}</span>
          <span className="block text-xs text-muted-foreground">{isDrawn ? `seed ${edit.seed}` : `${number(edit.changedPixels)} pixels changed · seed ${edit.seed}`}</span>
        </span>
      </button>
      <div className="flex items-start gap-2 border-t p-1">
        <details
          className="min-w-0 flex-1 text-xs"
          onToggle={(event) => event.currentTarget.open && stored && report === null && void editReport(turnId).then(setReport, () => {})}
        >
          <summary className="cursor-pointer rounded-md px-1.5 py-2 text-muted-foreground hover:text-foreground">What changed</summary>
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 px-1.5 pb-2">
            {facts.map(([name, value]) => value !== null && <div key={name} className="contents"><dt className="text-muted-foreground">{name}</dt><dd className="tabular-nums">{value}</dd></div>)}
          </dl>
        </details>
        {onAgain !== undefined && <Button kind="quiet" title="The same once more with another seed; this one is kept" icon={<DiceIcon />} className="h-8! text-xs!" onClick={onAgain}>Another</Button>}
      </div>
    </div>
  );
}

const number = (value: number) => value.toLocaleString('en-US');
