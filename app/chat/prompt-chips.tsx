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
  /** Left out where they cannot be taken away again. */
  onRemovePrompt?: (index: number) => void;
  onRemoveMask?: (versionId: string) => void;
}

/** What a message points at, as small labels. */
export function PromptChips({ prompts, masks, known, onRemovePrompt, onRemoveMask }: PromptChipsProps) {
  if (prompts.length + masks.length === 0) return null;
  return (
    <ul aria-label="Pointed at" className="flex flex-wrap gap-1.5">
      {masks.map((id) => {
        const mask = known.byVersion.get(id);
        const name = `mask: ${mask?.name ?? 'unknown'}`;
        return (
          <Chip key={id} name={name} onRemove={onRemoveMask && (() => onRemoveMask(id))}>
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

function Chip({ name, onRemove, children }: { name: string; onRemove?: () => void; children: ReactNode }) {
  return (
    <li className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-muted pr-1 pl-2.5 text-xs last:pr-1">
      {children}
      <span className={`truncate ${onRemove ? '' : 'pr-1.5'}`}>{name}</span>
      {onRemove && (
        <button type="button" aria-label={`Remove ${name}`} title={`Remove ${name}`} onClick={onRemove} className="grid size-5 place-items-center rounded-full hover:bg-border [&>svg]:size-3.5">
          <CloseIcon />
        </button>
      )}
    </li>
  );
}
