'use client';

import { lazy, Suspense } from 'react';

// Half of the page's code is for this alone; the picture and the message box need not wait for it.
const Streamdown = lazy(() => import('streamdown').then((library) => ({ default: library.Streamdown })));
// What a model says must not make the page load anything from elsewhere.
const components = { img: () => null };

/** What the model says, formatted; as plain text for the moment until that can be done. */
export function Markdown({ text, open }: { text: string; open: boolean }) {
  const look = 'text-[15px] leading-relaxed break-words';
  return (
    <Suspense fallback={<p className={`${look} whitespace-pre-wrap`}>{text}</p>}>
      <Streamdown mode={open ? 'streaming' : 'static'} components={components} controls={false} className={look}>{numbersAsText(text)}</Streamdown>
    </Suspense>
  );
}

/** "2." is an answer, not an empty list. */
export function numbersAsText(text: string): string {
  return text.replace(/^(\s*\d+)\.(?=\s*$)/gm, '$1\\.');
}
