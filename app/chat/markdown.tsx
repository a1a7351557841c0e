'use client';

import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { isPlain, numbersAsText } from './plain-text.ts';
import { splitByNames } from './split-by-names.ts';

// Half of the page's code is for this alone, and most answers are plain sentences: it is loaded for those that are not.
const Formatted = lazy(() => import('./formatted.tsx'));

export interface MaskTarget {
  maskIds: string[];
  versionIds: string[];
}

export interface MarkdownProps {
  text: string;
  open: boolean;
  /** Names of masks and what each means. */
  targets: ReadonlyMap<string, MaskTarget>;
  renderLink: (text: string, target: MaskTarget) => ReactNode;
}

/** What the model says, formatted, with the names of masks as links. */
export function Markdown({ text, open, targets, renderLink }: MarkdownProps) {
  const look = 'text-[15px] leading-relaxed break-words';
  const segments = useMemo(() => splitByNames(text, targets), [text, targets]);
  const plain = (
    <p dir="auto" className={`${look} whitespace-pre-wrap`}>
      {segments.map(({ text: part, target }, index) => (target === null ? part : <span key={index}>{renderLink(part, target)}</span>))}
    </p>
  );
  if (isPlain(text)) return plain;
  return <Suspense fallback={plain}><Formatted text={numbersAsText(text)} open={open} targets={targets} renderLink={renderLink} /></Suspense>;
}
