'use client';

import { percent } from '../canvas/mask-list.tsx';
import { css } from '../canvas/palette.ts';
import type { ShownMask } from '../canvas/session-masks.ts';
import { whilePointedAt } from '../interface/while-pointed-at.ts';
import type { ChoosingPurpose } from './mask-link.tsx';

interface MaskChipProps {
  mask: Pick<ShownMask, 'name' | 'score' | 'colour' | 'maskId' | 'versionId'>;
  chosen: boolean;
  purpose: ChoosingPurpose;
  onLight: (maskId: string | null) => void;
  onChoose: (versionId: string) => void;
}

/** A mask within an answer: lights it, and chooses it. */
export function MaskChip({ mask, chosen, purpose, onLight, onChoose }: MaskChipProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={`${purpose} ${mask.name}`}
      onClick={() => onChoose(mask.versionId)}
      {...whilePointedAt(() => onLight(mask.maskId), () => onLight(null))}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-card px-2.5 text-xs hover:bg-muted aria-pressed:border-primary aria-pressed:bg-primary-soft"
    >
      <span className="size-2.5 shrink-0 rounded-full ring-1 ring-black/30" style={{ background: css(mask.colour) }} />
      <span className="truncate">{mask.name}</span>
      <span className="shrink-0 text-muted-foreground tabular-nums">{percent(mask.score)}</span>
    </button>
  );
}
