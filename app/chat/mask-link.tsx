'use client';

import { whilePointedAt } from '../interface/while-pointed-at.ts';
import type { MaskTarget } from './markdown.tsx';

/** What choosing a mask is good for. */
export type ChoosingPurpose = 'Talk about' | 'Show';

interface MaskLinkProps {
  text: string;
  target: MaskTarget;
  chosen: boolean;
  purpose: ChoosingPurpose;
  onLight: (maskIds: readonly string[]) => void;
  onChoose: (versionIds: readonly string[]) => void;
}

/** The name of a mask within a sentence: lights it, and chooses it. */
export function MaskLink({ text, target, chosen, purpose, onLight, onChoose }: MaskLinkProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={`${purpose} ${text}`}
      data-mask-link={target.maskIds[0]}
      onClick={() => onChoose(target.versionIds)}
      {...whilePointedAt(() => onLight(target.maskIds), () => onLight([]))}
      className="rounded text-start font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary aria-pressed:bg-primary-soft"
    >
      {text}
    </button>
  );
}
