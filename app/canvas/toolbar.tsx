'use client';

import type { ReactNode } from 'react';
import type { ImageDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import { CompareIcon, DisplayIcon, DownloadIcon, SideIcon } from '../interface/icons.tsx';
import { MenuItem, Popover } from '../interface/popover.tsx';
import { Segments } from '../interface/segments.tsx';
import type { CompareMode } from './draw-picture.ts';
import { FillSlider } from './fill-slider.tsx';
import { isBrush, toolNamed } from './tools/all.ts';
import type { CanvasState } from './use-canvas.ts';

export const compareModes: readonly { mode: CompareMode | null; label: string }[] = [
  { mode: null, label: 'Off' },
  { mode: 'slider', label: 'Slider' },
  { mode: 'side', label: 'Side by side' },
  { mode: 'difference', label: 'Difference' },
];

/** Above the picture: what the tool does, and how the picture is shown. `start` goes before it. */
export function Toolbar({ canvas, shown, start }: { canvas: CanvasState; shown: ImageDocument; start: ReactNode }) {
  const { tool, setTool, takesAway, display, setDisplay, before, mode, compare, isCurrent } = canvas;
  const sized = isBrush(tool) && isCurrent;
  return (
    <div className="flex min-h-9 items-center gap-1">
      {start}
      {tool === 'lasso' && isCurrent && (
        <Segments
          label="The lasso" value={takesAway ? 'away' : 'add'} onValue={(next) => setTool('lasso', next === 'away')}
          options={[{ name: 'add', title: 'Make a mask (L)', label: <Sign sign="+" word="Adds" /> }, { name: 'away', title: 'Take away from the chosen mask (Shift L, or Alt held)', label: <Sign sign="−" word="Takes away" /> }]}
        />
      )}
      {sized ? (
        <label className="mx-1 flex items-center gap-2 text-xs text-muted-foreground">
          Size
          <input
            type="range" min={2} max={120} value={display.brush} aria-label="Brush size" aria-valuetext={`${display.brush} pixels on the screen`}
            onChange={(event) => setDisplay({ brush: Number(event.currentTarget.value) })} className="w-28 accent-primary"
          />
        </label>
      ) : (
        <p className="mx-1 hidden min-w-0 flex-1 truncate text-xs text-muted-foreground sm:block">{isCurrent ? toolNamed(tool).hint : ''}</p>
      )}
      <span className={sized ? 'flex-1' : 'flex-1 sm:hidden'} />
      {before !== null && (
        <Popover label="Compare" title="Compare with an earlier version (C)" kind="quiet" aria-pressed={mode !== null} icon={<CompareIcon />}>
          {(close) => compareModes.map(({ mode: each, label }) => (
            <MenuItem key={label} pressed={mode === each} icon={each === 'side' ? <SideIcon /> : undefined} onSelect={() => (compare(each), close())}>{label}</MenuItem>
          ))}
        </Popover>
      )}
      <Popover label="How masks are shown" kind="quiet" icon={<DisplayIcon />}>
        <div className="w-64 space-y-3 p-2 max-sm:w-auto">
          <FillSlider display={display} setDisplay={setDisplay} />
          <Switch label="Show masks" keys="O" on={display.masksShown} onChange={(masksShown) => setDisplay({ masksShown })} />
          <Switch label="Preview under the pointer" on={display.live} onChange={(live) => setDisplay({ live })} />
        </div>
      </Popover>
      <a
        href={imageAddress(shown.id)}
        download={fileName(shown)}
        aria-label="Download picture"
        title="Download picture"
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <DownloadIcon />
      </a>
    </div>
  );
}

/** On a phone there is room for the sign alone. */
function Sign({ sign, word }: { sign: string; word: string }) {
  return (
    <>
      <span aria-hidden="true" className="text-base leading-none">{sign}</span>
      <span className="max-sm:sr-only">{word}</span>
    </>
  );
}

function Switch({ label, keys, on, onChange }: { label: string; keys?: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex cursor-pointer items-center gap-2 text-sm">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} className="size-4 accent-primary" />
      <span className="flex-1">{label}</span>
      {keys !== undefined && <kbd className="font-sans text-xs text-muted-foreground">{keys}</kbd>}
    </label>
  );
}

export function fileName({ name, id }: ImageDocument): string {
  const stem = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N} _-]+/gu, '').trim();
  return `${stem === '' ? 'focus' : stem}-${id.slice(0, 8)}.png`;
}
