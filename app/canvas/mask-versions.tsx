'use client';

import { useEffect, useMemo } from 'react';
import type { MaskDocument, MaskShape } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import { maskAddress } from '../chat/api.ts';
import { Button } from '../interface/button.tsx';
import { DownloadIcon } from '../interface/icons.tsx';
import { whilePointedAt } from '../interface/while-pointed-at.ts';
import { adding, css, removing } from './palette.ts';
import { changeInWords, changeOf, inWords, type VersionChange } from './version-change.ts';

interface MaskVersionsProps {
  mask: MaskDocument;
  origins: ReadonlyMap<string, string>;
  /** Kept outside, so that it stays as it is for the next version and for another mask. */
  open: boolean;
  onOpen: (open: boolean) => void;
  onPreview: (shape: MaskShape | null) => void;
  onChange: (change: VersionChange | null) => void;
  onOperation: (request: OperationRequest) => void;
}

/** Every form a mask had. Hovering one shows on the picture what it has more and less than the one before it; restoring it makes a new version of it. */
export function MaskVersions({ mask, origins, open, onOpen, onPreview, onChange, onOperation }: MaskVersionsProps) {
  const changes = useMemo(() => new Map(open ? mask.versions.map((version) => [version.id, changeOf(mask, version)]) : []), [mask, open]);
  useEffect(() => () => (onPreview(null), onChange(null)), [onPreview, onChange]);
  if (mask.versions.length < 2) return null;
  const newest = mask.versions.at(-1)!;
  return (
    <details open={open} className="group shrink-0 border-t px-3 py-2" onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer py-1 text-sm">{mask.versions.length} versions of {mask.name}</summary>
      <ol aria-label={`Versions of ${mask.name}`} reversed className="max-h-44 overflow-y-auto">
        {mask.versions.toReversed().map((version) => {
          const change = changes.get(version.id) ?? null;
          const show = () => (change === null ? onPreview(version.shape) : onChange(change));
          return (
            <li key={version.id} className="flex min-h-9 items-center gap-2 rounded-lg px-1 text-xs hover:bg-muted" {...whilePointedAt(show, () => (onPreview(null), onChange(null)))}>
              {/* A button, so that keys and fingers show it too. */}
              <button type="button" title="Show what it changed" onClick={show} className="flex min-w-0 flex-1 items-center gap-2 rounded-md py-1.5 text-start">
                <span className="w-6 text-muted-foreground tabular-nums">{version.number}</span>
                <span className="min-w-0 flex-1 truncate">{origins.get(version.id)}</span>
                {change === null ? <span className="text-muted-foreground tabular-nums">{inWords(version.shape)}</span> : <Change change={change} />}
              </button>
              <a href={maskAddress(version.id, 'png')} download={`${mask.name}-${version.number}.png`} aria-label={`Download version ${version.number}`} className="grid size-7 place-items-center rounded-md text-muted-foreground hover:text-foreground"><DownloadIcon /></a>
              {version.id === newest.id ? <span className="w-16 text-center text-muted-foreground">now</span> : (
                <Button className="h-7! w-16 px-0! text-xs!" disabled={mask.locked} aria-label={`Restore version ${version.number}`} onClick={() => onOperation({ kind: 'mask-revert', mask: mask.id, version: version.id })}>Restore</Button>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** In the colours of the picture, and in words for who does not see them. */
function Change({ change }: { change: VersionChange }) {
  const { added, removed } = change;
  const number = (area: number) => area.toLocaleString('en-US');
  return (
    <>
      <span aria-hidden="true" className="flex items-center gap-1 text-muted-foreground tabular-nums">
        {added.area > 0 && <><span className="size-2.5 rounded-xs" style={{ background: css(adding) }} />+{number(added.area)}</>}
        {removed.area > 0 && <><span className="size-2.5 rounded-xs border border-dashed border-card" style={{ background: css(removing) }} />−{number(removed.area)}</>}
        {added.area + removed.area === 0 && '±0'} px
      </span>
      <span className="sr-only">{changeInWords(change)}</span>
    </>
  );
}
