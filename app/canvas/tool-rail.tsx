'use client';

import type { ReactNode } from 'react';
import { Button } from '../interface/button.tsx';
import { AddPointIcon, BoxIcon, BrushIcon, EraserIcon, HandIcon, LassoIcon, PickIcon, ScribbleIcon, SubtractPointIcon } from '../interface/icons.tsx';
import { toolList } from './tools/all.ts';
import type { ToolName } from './tools/tool.ts';

const icons: Record<ToolName, ReactNode> = {
  add: <AddPointIcon />, subtract: <SubtractPointIcon />, box: <BoxIcon />, scribble: <ScribbleIcon />, pick: <PickIcon />,
  lasso: <LassoIcon />, brush: <BrushIcon />, eraser: <EraserIcon />, hand: <HandIcon />,
};
/** Between what points, what draws masks, and what only moves. */
const groupStarts: readonly ToolName[] = ['pick', 'hand'];

export function ToolRail({ tool, active, onTool }: { tool: ToolName; active: boolean; onTool: (tool: ToolName) => void }) {
  return (
    <div role="toolbar" aria-label="Picture tools" aria-orientation="vertical" className="flex shrink-0 gap-0.5 overflow-x-auto wide:flex-col wide:overflow-visible">
      {toolList.map(({ name, label, key, hint }) => (
        <span key={name} className={`contents ${groupStarts.includes(name) ? '[&>*]:ms-2 wide:[&>*]:ms-0 wide:[&>*]:mt-2' : ''}`}>
          <Button
            kind="quiet" label={label} title={`${label} (${key}): ${hint}`} aria-keyshortcuts={key} aria-pressed={active ? tool === name : name === 'hand'}
            disabled={!active && name !== 'hand'} onClick={() => onTool(name)} icon={icons[name]}
          />
        </span>
      ))}
    </div>
  );
}
