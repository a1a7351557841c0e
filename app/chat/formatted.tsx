'use client';

import { useMemo, type ReactNode } from 'react';
import { defaultRehypePlugins, Streamdown } from 'streamdown';
import type { MarkdownProps } from './markdown.tsx';
import { splitByNames } from './split-by-names.ts';

interface Node {
  type: string;
  value?: string;
  tagName?: string;
  children?: Node[];
}

/** Markdown through Streamdown. What a model says must not make the page load anything from elsewhere: no pictures. */
export default function Formatted({ text, open, targets, renderLink }: MarkdownProps) {
  const names = [...targets.keys()].join('\n');
  const plugins = useMemo(() => [...Object.values(defaultRehypePlugins), () => (tree: Node) => linkNames(tree, targets)], [names]);
  const components = {
    img: () => null,
    // A wide one scrolls, also from the keyboard; a row of empty headings is only there because Markdown asks for one.
    table: ({ children }: { children?: ReactNode }) => (
      <div role="group" aria-label="Table" tabIndex={0} className="my-4 overflow-x-auto rounded-lg border [&_th]:whitespace-normal [&_thead:not(:has(th:not(:empty)))]:hidden">
        <table className="w-full border-collapse">{children}</table>
      </div>
    ),
    // After all that cleans the text, so only what stands in `targets` gets here.
    mark: ({ children }: { children?: ReactNode }) => {
      const said = String(children);
      const target = splitByNames(said, targets)[0]?.target ?? null;
      return target === null ? said : renderLink(said, target);
    },
  };
  return (
    <Streamdown mode={open ? 'streaming' : 'static'} components={components} rehypePlugins={plugins} controls={false} dir="auto" className="text-[15px] leading-relaxed break-words [&_:is(ul,ol)]:list-outside [&_:is(ul,ol)]:ps-5">
      {text}
    </Streamdown>
  );
}

/** Puts names of masks into elements of their own, except in code and links. */
function linkNames(node: Node, targets: MarkdownProps['targets']): void {
  if (node.children === undefined || node.tagName === 'code' || node.tagName === 'a') return;
  node.children = node.children.flatMap((child) => {
    if (child.type !== 'text') {
      linkNames(child, targets);
      return child;
    }
    return splitByNames(child.value ?? '', targets).map(({ text, target }): Node =>
      target === null ? { type: 'text', value: text } : { type: 'element', tagName: 'mark', children: [{ type: 'text', value: text }] });
  });
}
