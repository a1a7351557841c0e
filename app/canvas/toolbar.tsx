'use client';

import type { ImageDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import { Button } from '../interface/button.tsx';
import { AddPointIcon, BoxIcon, CompareIcon, DownloadIcon, EyeIcon, SubtractPointIcon } from '../interface/icons.tsx';
import type { ToolName } from './tools/tool.ts';

interface ToolbarProps {
  image: ImageDocument;
  tool: ToolName;
  active: boolean;
  onTool: (tool: ToolName) => void;
  masksShown: boolean;
  onMasksShown: (shown: boolean) => void;
  /** Null when there is nothing to compare with. */
  comparing: boolean | null;
  onComparing: (comparing: boolean) => void;
}

const tools = [
  { name: 'add', label: 'Add points', hint: 'click what you mean; Alt: what you do not', icon: <AddPointIcon /> },
  { name: 'subtract', label: 'Subtract points', hint: 'click what you do not mean', icon: <SubtractPointIcon /> },
  { name: 'box', label: 'Box', hint: 'drag around what you mean', icon: <BoxIcon /> },
] as const;

export function Toolbar({ image, tool, active, onTool, masksShown, onMasksShown, comparing, onComparing }: ToolbarProps) {
  return (
    <div role="toolbar" aria-label="Picture tools" className="flex items-center gap-1">
      {tools.map(({ name, label, hint, icon }) => (
        <Button key={name} kind="quiet" label={label} title={`${label}: ${hint}`} aria-pressed={active && tool === name} disabled={!active} onClick={() => onTool(name)} icon={icon} />
      ))}
      <span className="mx-1 hidden truncate text-xs text-muted-foreground sm:inline">{active ? tools.find(({ name }) => name === tool)?.hint : ''}</span>
      <span className="flex-1" />
      {comparing !== null && <Button kind="quiet" label="Compare" title="Compare with the picture before the edit" aria-pressed={comparing} onClick={() => onComparing(!comparing)} icon={<CompareIcon />} />}
      <Button kind="quiet" label="Show masks" aria-pressed={masksShown} onClick={() => onMasksShown(!masksShown)} icon={<EyeIcon />} />
      <a
        href={imageAddress(image.id)}
        download={fileName(image)}
        aria-label="Download picture"
        title="Download picture"
        className="inline-flex size-9 items-center justify-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <DownloadIcon />
      </a>
    </div>
  );
}

function fileName({ name, id }: ImageDocument): string {
  const stem = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N} _-]+/gu, '').trim();
  return `${stem === '' ? 'focus' : stem}-${id.slice(0, 8)}.png`;
}
