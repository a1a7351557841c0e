'use client';

import { whilePointedAt } from '../interface/while-pointed-at.ts';
import { css } from './palette.ts';
import type { ShownMask } from './session-masks.ts';

interface MaskListProps {
  masks: ShownMask[];
  /** Versions that the draft means. */
  chosen: string[];
  litMask: string | null;
  onLight: (maskId: string | null) => void;
  onChoose: (versionId: string) => void;
}

/** The masks on the picture by name; choosing one makes the next message be about it. */
export function MaskList({ masks, chosen, litMask, onLight, onChoose }: MaskListProps) {
  if (masks.length === 0) return <p className="px-1 py-1.5 text-xs text-muted-foreground max-wide:sr-only">Nothing is marked yet. Ask for something, or point at it.</p>;
  return (
    <ul aria-label="Masks" className="flex max-h-20 flex-wrap gap-1.5 overflow-y-auto px-0.5 py-1 max-wide:max-h-none max-wide:flex-nowrap max-wide:overflow-x-auto">
      {masks.map((mask) => {
        const isChosen = chosen.includes(mask.versionId);
        return (
          <li key={mask.maskId} data-name={mask.name} className="shrink-0">
            <button
              type="button"
              aria-pressed={isChosen}
              title={`${mask.name}, ${percent(mask.score)} sure, ${mask.shape.area} pixels. Choose it to talk about it.`}
              onClick={() => onChoose(mask.versionId)}
              {...whilePointedAt(() => onLight(mask.maskId), () => onLight(null))}
              className={`flex h-7 max-w-56 items-center gap-1.5 rounded-full border px-2.5 text-xs ${isChosen ? 'border-primary bg-primary-soft' : litMask === mask.maskId ? 'border-strong-border bg-muted' : 'bg-card hover:bg-muted'}`}
            >
              <span className="size-2.5 shrink-0 rounded-full ring-1 ring-black/30" style={{ background: css(mask.colour) }} />
              <span className="truncate">{mask.name}</span>
              <span className="shrink-0 text-muted-foreground tabular-nums">{percent(mask.score)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export const percent = (score: number): string => `${Math.round(score * 100)} %`;
