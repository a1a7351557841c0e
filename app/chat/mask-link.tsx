'use client';

import { whilePointedAt } from '../interface/while-pointed-at.ts';
import type { MaskTarget } from './markdown.tsx';

interface MaskLinkProps {
  text: string;
  target: MaskTarget;
  chosen: boolean;
  onLight: (maskIds: readonly string[]) => void;
  onChoose: (versionIds: readonly string[]) => void;
}

/** The name of a mask within a sentence: lights it, and chooses it to be talked about. */
export function MaskLink({ text, target, chosen, onLight, onChoose }: MaskLinkProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={`Talk about ${text}`}
      data-mask-link={target.maskIds[0]}
      onClick={() => onChoose(target.versionIds)}
      {...whilePointedAt(() => onLight(target.maskIds), () => onLight([]))}
      className="rounded font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary aria-pressed:bg-primary-soft"
    >
      {text}
    </button>
  );
}
