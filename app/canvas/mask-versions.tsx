'use client';

import type { MaskDocument, MaskShape } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import { maskAddress } from '../chat/api.ts';
import { Button } from '../interface/button.tsx';
import { DownloadIcon } from '../interface/icons.tsx';
import { whilePointedAt } from '../interface/while-pointed-at.ts';

interface MaskVersionsProps {
  mask: MaskDocument;
  origins: ReadonlyMap<string, string>;
  onPreview: (shape: MaskShape | null) => void;
  onOperation: (request: OperationRequest) => void;
}

/** Every form a mask had. Hovering one shows it dashed over the newest; restoring it makes a new version of it. */
export function MaskVersions({ mask, origins, onPreview, onOperation }: MaskVersionsProps) {
  if (mask.versions.length < 2) return null;
  const newest = mask.versions.at(-1)!;
  return (
    <details className="group shrink-0 border-t px-3 py-2">
      <summary className="cursor-pointer py-1 text-sm">{mask.versions.length} versions of {mask.name}</summary>
      <ol aria-label={`Versions of ${mask.name}`} reversed className="max-h-44 overflow-y-auto">
        {mask.versions.toReversed().map((version) => {
          const before = mask.versions.find(({ id }) => id === version.parentId);
          const change = before === undefined ? null : version.shape.area - before.shape.area;
          return (
            <li
              key={version.id} className="flex min-h-9 items-center gap-2 rounded-lg px-1 text-xs hover:bg-muted"
              {...whilePointedAt(() => onPreview(version.shape), () => onPreview(null))}
            >
              <span className="w-6 text-muted-foreground tabular-nums">{version.number}</span>
              <span className="min-w-0 flex-1 truncate">{origins.get(version.id)}</span>
              <span className="text-muted-foreground tabular-nums" title={change === null ? undefined : 'Pixels more or less than the version before'}>
                {change === null ? `${version.shape.area.toLocaleString('en-US')} px` : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change).toLocaleString('en-US')} px`}
              </span>
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
