'use client';

import { useEffect, useRef } from 'react';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import { uploadImage } from '../chat/api.ts';
import { documentOf } from '../chat/request-error.ts';
import type { Operations } from '../chat/use-operations.ts';
import { Button } from '../interface/button.tsx';
import { CloseIcon, UploadIcon } from '../interface/icons.tsx';
import { Segments } from '../interface/segments.tsx';
import { Slider } from '../interface/slider.tsx';
import { adjustKinds, adjustmentName, slidersOf } from './controls.ts';
import type { AdjustState } from './use-adjusting.ts';

type Of<Kind extends AdjustmentRequest['kind']> = Extract<AdjustmentRequest, { kind: Kind }>;
const swatches = ['crimson', 'darkorange', 'gold', 'seagreen', 'teal', 'royalblue', 'rebeccapurple', 'hotpink', 'saddlebrown', 'black', 'grey', 'white'];
const grounds = [['transparent', 'None'], ['blur', 'Blurred'], ['colour', 'Colour'], ['grey', 'Grey'], ['picture', 'Picture']] as const;

/** The operation at hand: its sliders move the picture at once, and letting go makes one version. */
export function AdjustCard({ state: { adjusting, set, release, close }, operations }: { state: AdjustState; operations: Operations }) {
  const root = useRef<HTMLElement>(null);
  // Where it appears, the keyboard goes on.
  useEffect(() => root.current?.focus({ preventScroll: true }), [adjusting === null]);
  if (adjusting === null) return null;
  const { adjustment, source, masks, made } = adjusting;
  const values = adjustment as Record<string, unknown>;
  const change = (name: string, value: unknown) => set({ ...adjustment, [name]: value } as AdjustmentRequest);
  const choose = (next: AdjustmentRequest) => release(next);
  const isToned = (adjustKinds as readonly string[]).includes(adjustment.kind);
  return (
    <section
      ref={root} tabIndex={-1} aria-label={adjustmentName(adjustment)} className="max-h-[45dvh] shrink-0 space-y-3 overflow-y-auto border-t bg-card p-3 outline-none"
      // A slider is let go by the pointer, or by the key that moved it.
      onPointerUp={(event) => event.target instanceof HTMLInputElement && event.target.type === 'range' && release()}
      onKeyUp={(event) => event.target instanceof HTMLInputElement && event.target.type === 'range' && /^(Arrow|Home|End|Page)/.test(event.key) && release()}
    >
      <header className="flex items-center gap-2 text-sm">
        <h3 className="font-medium">{adjustmentName(adjustment)}</h3>
        <span className="min-w-0 flex-1 truncate text-xs text-muted-foreground">{masks.length === 0 ? 'the whole picture' : masks.map(({ name }) => name).join(', ')}</span>
        <Button kind="quiet" label="Close" className="size-8!" icon={<CloseIcon />} onClick={close} />
      </header>
      {isToned && <Kinds adjustment={adjustment} onKind={choose} />}
      {isToned && masks.length > 0 && (
        <Segments
          label="What changes" value={(values.target as string | undefined) ?? 'mask'} onValue={(target) => choose({ ...adjustment, target } as AdjustmentRequest)}
          options={[{ name: 'mask', label: 'This' }, { name: 'background', label: 'All but this' }, { name: 'picture', label: 'Everything' }]}
        />
      )}
      {adjustment.kind === 'background' && <Grounds adjustment={adjustment} onGround={choose} operations={operations} />}
      {(adjustment.kind === 'recolour' || adjustment.kind === 'fill' || (adjustment.kind === 'background' && adjustment.to === 'colour')) && (
        <div role="group" aria-label="Colours" className="flex flex-wrap items-center gap-1.5">
          {swatches.map((colour) => (
            <button
              key={colour} type="button" aria-label={colour} title={colour} aria-pressed={values.colour === colour} style={{ background: colour }}
              className="size-7 rounded-full border border-strong-border aria-pressed:ring-2 aria-pressed:ring-primary" onClick={() => choose({ ...adjustment, colour } as AdjustmentRequest)}
            />
          ))}
          <input
            type="color" aria-label="Another colour" value={/^#[0-9a-f]{6}$/i.test(String(values.colour)) ? String(values.colour) : '#d33b2f'} className="h-8 w-10 cursor-pointer rounded border bg-card"
            onChange={(event) => change('colour', event.currentTarget.value)} onBlur={() => adjusting.moved && values.colour !== undefined && release()}
          />
        </div>
      )}
      {slidersOf(adjustment, source).map(({ name, label, least, most, step, usual, unit }) => {
        const value = Number(values[name] ?? usual);
        return <Slider key={name} label={label} value={value} least={least} most={most} step={step} said={`${value}${unit}`} onValue={(next) => change(name, next)} />;
      })}
      {adjustment.kind === 'cut-out' && (
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" className="size-4 accent-primary" checked={adjustment.trim ?? true} onChange={(event) => choose({ ...adjustment, trim: event.currentTarget.checked })} />
          Trim to the thing
        </label>
      )}
      <p role="status" className="text-xs text-muted-foreground">{factsOf(made?.adjustment, adjusting.moved)}</p>
    </section>
  );
}

function Kinds({ adjustment, onKind }: { adjustment: AdjustmentRequest; onKind: (next: AdjustmentRequest) => void }) {
  const begun = (kind: (typeof adjustKinds)[number]): AdjustmentRequest => {
    const { target, edge } = adjustment as Of<'grey'>;
    const kept = { ...(target === undefined ? {} : { target }), ...(edge === undefined ? {} : { edge }) };
    return kind === 'fill' ? { kind, colour: '#d33b2f', ...kept } : { kind, ...kept };
  };
  return (
    <div role="group" aria-label="Kind" className="flex flex-wrap gap-1.5">
      {adjustKinds.map((kind) => <Button key={kind} aria-pressed={adjustment.kind === kind} className="h-8! text-xs!" onClick={() => onKind(begun(kind))}>{adjustmentName({ kind })}</Button>)}
    </div>
  );
}

function Grounds({ adjustment, onGround, operations }: { adjustment: Of<'background'>; onGround: (next: AdjustmentRequest) => void; operations: Operations }) {
  const file = useRef<HTMLInputElement>(null);
  const bring = async (picked: File) => {
    operations.say(null);
    try {
      onGround({ ...adjustment, to: 'picture', picture: (await uploadImage(picked)).id });
    } catch (thrown) {
      operations.say(documentOf(thrown));
    }
  };
  const pick = (to: (typeof grounds)[number][0]) => {
    if (to === 'picture' && adjustment.picture === undefined) return file.current?.click();
    onGround({ ...adjustment, to, ...(to === 'colour' ? { colour: adjustment.colour ?? '#ffffff' } : {}) });
  };
  return (
    <>
      <div role="group" aria-label="Background" className="flex flex-wrap gap-1.5">
        {grounds.map(([to, label]) => (
          <Button key={to} aria-pressed={adjustment.to === to} icon={to === 'picture' ? <UploadIcon /> : undefined} className="h-8! text-xs!" onClick={() => pick(to)}>{label}</Button>
        ))}
      </div>
      <input
        ref={file} type="file" accept="image/*" aria-label="Picture for the background" tabIndex={-1} className="hidden"
        onChange={({ currentTarget }) => {
          const picked = currentTarget.files?.[0];
          currentTarget.value = '';
          if (picked !== undefined) void bring(picked);
        }}
      />
    </>
  );
}

function factsOf(made: { changedPixels: number; markedPixels: number | null; outsideEqual: boolean } | undefined, moved: boolean): string {
  if (moved || made === undefined) return 'Let go to make it a version. Undo takes it back.';
  const of = made.markedPixels === null || made.markedPixels === 0 ? '' : ` of ${made.markedPixels.toLocaleString('en-US')} that were meant`;
  return `${made.changedPixels.toLocaleString('en-US')} pixels${of} changed${made.outsideEqual ? '; beyond them nothing' : ''}.`;
}
