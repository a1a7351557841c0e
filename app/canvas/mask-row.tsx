'use client';

import { memo, useState } from 'react';
import type { ImageDocument, MaskDocument } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import { adjustments } from '../adjust/beginnings.ts';
import { maskAddress } from '../chat/api.ts';
import { CopyIcon, DisplayIcon, DownloadIcon, EyeIcon, EyeOffIcon, LockIcon, MoreIcon, RenameIcon, TrashIcon, UnlockIcon } from '../interface/icons.tsx';
import { NameField } from '../interface/name-field.tsx';
import { MenuItem, MenuLine, Popover } from '../interface/popover.tsx';
import { percent } from './mask-list.tsx';
import { MaskThumbnail } from './mask-thumbnail.tsx';
import { maskInWords, shareOf } from './mask-words.ts';
import { css } from './palette.ts';
import type { ShownMask } from './session-masks.ts';
import type { Remove } from './use-removal.ts';

interface MaskRowProps {
  mask: ShownMask;
  document: MaskDocument | undefined;
  image: ImageDocument;
  /** What made the newest version. */
  origin: string;
  chosen: boolean;
  onChoose: (versionId: string) => void;
  onLight: (maskId: string | null) => void;
  onOperation: (request: OperationRequest) => void;
  onDelete: Remove;
  onAdjust: (masks: readonly ShownMask[], adjustment: AdjustmentRequest, wait?: boolean) => void;
}

const formats = [
  { format: 'png', label: 'Mask as PNG', end: 'png' },
  { format: 'cutout', label: 'Cut-out with transparency', end: 'png' },
  { format: 'svg', label: 'Outline as SVG', end: 'svg' },
  { format: 'rle', label: 'Run lengths as JSON (COCO)', end: 'json' },
] as const;

/** Drawn anew only when it changes: there may be many, and each letter of a message draws the panel. */
export const MaskRow = memo(function MaskRow({ mask, document, image, origin, chosen, onChoose, onLight, onOperation, onDelete, onAdjust }: MaskRowProps) {
  const { maskId, versionId, name, hidden = false, locked = false } = mask;
  const [renaming, setRenaming] = useState(false);
  const [colour, setColour] = useState<string | null>(null);
  const rename = (next: string) => {
    setRenaming(false);
    if (next !== '' && next !== name) onOperation({ kind: 'mask-rename', mask: maskId, name: next });
  };
  const words = maskInWords({ shape: mask.shape, colour });
  const small = 'grid size-8 place-items-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground';
  return (
    <li data-name={name} onPointerEnter={() => onLight(maskId)} onPointerLeave={() => onLight(null)} className={`flex items-center gap-1 rounded-xl border p-1.5 ${chosen ? 'border-primary bg-primary-soft' : 'border-transparent hover:bg-muted/60'}`}>
      {renaming ? (
        <span className="flex min-w-0 flex-1 items-center gap-2.5">
          <MaskThumbnail mask={mask} image={image} onColour={setColour} />
          <NameField label="Name of the mask" name={name} maxLength={100} onDone={rename} />
        </span>
      ) : (
        <button
          type="button" aria-pressed={chosen}
          title={chosen ? 'Chosen: the next message is about it' : 'Choose it: the next message is about it'}
          onClick={() => onChoose(versionId)} onDoubleClick={() => setRenaming(true)} onFocus={() => onLight(maskId)} onBlur={() => onLight(null)}
          className={`flex min-w-0 flex-1 items-center gap-2.5 rounded-lg text-start ${hidden ? 'text-muted-foreground [&>:first-child]:opacity-50' : ''}`}
        >
          <MaskThumbnail mask={mask} image={image} onColour={setColour} />
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-1.5 text-sm font-medium">
              <span className="size-2.5 shrink-0 rounded-full ring-1 ring-black/30" style={{ background: css(mask.colour) }} />
              <span className="truncate">{name}</span>
            </span>
            <span className="block truncate text-xs text-muted-foreground">{shareOf(mask.shape)} · {percent(mask.score)} sure · {origin}</span>
            <span className="sr-only">, {words}{hidden ? ', hidden' : ''}{locked ? ', locked' : ''}</span>
          </span>
        </button>
      )}
      {document !== undefined && (
        <span className="flex shrink-0">
          <button type="button" aria-label={`Hide ${name}`} aria-pressed={hidden} title={hidden ? 'Show' : 'Hide'} className={small} onClick={() => onOperation({ kind: 'mask-hide', mask: maskId, hidden: !hidden })}>{hidden ? <EyeOffIcon /> : <EyeIcon />}</button>
          <button type="button" aria-label={`Lock ${name}`} aria-pressed={locked} title={locked ? 'Unlock' : 'Lock: refuse changes'} className={`${small} ${locked ? 'text-foreground' : ''}`} onClick={() => onOperation({ kind: 'mask-lock', mask: maskId, locked: !locked })}>{locked ? <LockIcon /> : <UnlockIcon />}</button>
          <Popover label={`More for ${name}`} title="More" kind="quiet" className="size-8!" icon={<MoreIcon />}>
            {(close) => (
              <>
                <MenuItem icon={<RenameIcon />} disabled={locked} onSelect={() => (close(), setRenaming(true))}>Rename</MenuItem>
                <MenuItem icon={<CopyIcon />} onSelect={() => (close(), onOperation({ kind: 'mask-duplicate', mask: maskId }))}>Duplicate</MenuItem>
                <MenuLine />
                {adjustments.map(({ label, adjustment, wait }) => <MenuItem key={label} icon={<DisplayIcon />} onSelect={() => (close(), onAdjust([mask], adjustment, wait))}>{label}</MenuItem>)}
                <MenuLine />
                {formats.map(({ format, label, end }) => (
                  <MenuItem key={format} icon={<DownloadIcon />} href={maskAddress(versionId, format, format === 'cutout' ? image.id : undefined)} download={`${name}.${end}`} onSelect={close}>{label}</MenuItem>
                ))}
                <MenuLine />
                <MenuItem icon={<TrashIcon />} danger disabled={locked} onSelect={() => (close(), onDelete([mask]))}>Delete</MenuItem>
              </>
            )}
          </Popover>
        </span>
      )}
    </li>
  );
});
