'use client';

import type { ReactNode } from 'react';
import type { PromptDocument } from '../../server/conversation/documents.ts';
import { css } from '../canvas/palette.ts';
import type { SessionMasks } from '../canvas/session-masks.ts';
import { CloseIcon } from '../interface/icons.tsx';

interface PromptChipsProps {
  prompts: readonly PromptDocument[];
  masks: readonly string[];
  known: SessionMasks;
  /** A chip of a mask lights it. */
  onLight?: (maskIds: readonly string[]) => void;
  /** Left out where they cannot be taken away again. */
  onRemovePrompt?: (index: number) => void;
  onRemoveMask?: (versionId: string) => void;
}

/** What a message points at, as small labels. */
export function PromptChips({ prompts, masks, known, onLight, onRemovePrompt, onRemoveMask }: PromptChipsProps) {
  if (prompts.length + masks.length === 0) return null;
  return (
    <ul aria-label="Pointed at" className="flex flex-wrap gap-1.5">
      {masks.map((id) => {
        const mask = known.byVersion.get(id);
        const name = `mask: ${mask?.name ?? 'no more there'}`;
        return (
          <Chip key={id} name={name} onLit={(lit) => onLight?.(lit && mask !== undefined ? [mask.maskId] : [])} onRemove={onRemoveMask && (() => onRemoveMask(id))}>
            <span className="size-2.5 shrink-0 rounded-full ring-1 ring-black/30" style={{ background: mask ? css(mask.colour) : 'gray' }} />
          </Chip>
        );
      })}
      {prompts.map((prompt, index) => (
        <Chip key={index} name={nameOf(prompt)} onRemove={onRemovePrompt && (() => onRemovePrompt(index))}>
          <span aria-hidden="true" className="font-semibold">{signOf(prompt)}</span>
        </Chip>
      ))}
    </ul>
  );
}

function nameOf(prompt: PromptDocument): string {
  if (prompt.kind === 'point') return `${prompt.positive ? 'this' : 'not this'} ${prompt.x}, ${prompt.y}`;
  if (prompt.kind === 'box') return `box ${prompt.width} × ${prompt.height}`;
  return prompt.kind;
}

function signOf(prompt: PromptDocument): string {
  if (prompt.kind === 'point') return prompt.positive ? '+' : '−';
  return prompt.kind === 'box' ? '▭' : '~';
}

function Chip({ name, onLit, onRemove, children }: { name: string; onLit?: (lit: boolean) => void; onRemove?: () => void; children: ReactNode }) {
  return (
    <li onPointerEnter={() => onLit?.(true)} onPointerLeave={() => onLit?.(false)} className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-card ps-2.5 pe-1 text-xs">
      {children}
      <span className={`truncate ${onRemove ? '' : 'pe-1.5'}`}>{name}</span>
      {onRemove && (
        <button type="button" aria-label={`Remove ${name}`} title={`Remove ${name}`} onClick={onRemove} className="grid size-5 place-items-center rounded-full hover:bg-border [&>svg]:size-3.5">
          <CloseIcon />
        </button>
      )}
    </li>
  );
}
