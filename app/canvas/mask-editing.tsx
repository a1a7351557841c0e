'use client';

import { useEffect, useState } from 'react';
import type { ComputedDocument } from '../../server/conversation/documents.ts';
import type { OperationRequest } from '../../server/conversation/operation-requests.ts';
import { previewOperation } from '../chat/api.ts';
import { Button } from '../interface/button.tsx';
import { Slider } from '../interface/slider.tsx';
import { whilePointedAt } from '../interface/while-pointed-at.ts';
import type { ShownMask } from './session-masks.ts';

interface MaskEditingProps {
  sessionId: string;
  chosen: readonly ShownMask[];
  onOperation: (request: OperationRequest) => Promise<unknown>;
  /** What the operation would give, shown on the picture while it is being set. */
  onPreview: (shape: ComputedDocument['shape'] | null) => void;
}

/** What can be done to the chosen masks: with one its border, with several their combination. */
export function MaskEditing({ sessionId, chosen, onOperation, onPreview }: MaskEditingProps) {
  const [request, setRequest] = useState<OperationRequest | null>(null);
  usePreviewOf(sessionId, request, onPreview);
  const key = chosen.map(({ versionId }) => versionId).join();
  useEffect(() => setRequest(null), [key]);
  // Until it is done, or a second click would do it once more.
  const [working, setWorking] = useState(false);
  if (chosen.length === 0) return null;
  const apply = async (...operations: OperationRequest[]) => {
    setRequest(null);
    setWorking(true);
    for (const operation of operations) await onOperation(operation);
    setWorking(false);
  };
  return (
    <div className="shrink-0 space-y-3 border-t p-3">
      {chosen.length === 1 ? <OneMask key={key} mask={chosen[0]} working={working} onPreview={setRequest} onApply={apply} /> : <SeveralMasks masks={chosen} working={working} onPreview={setRequest} onApply={apply} />}
    </div>
  );
}

interface EditProps {
  working: boolean;
  onPreview: (request: OperationRequest | null) => void;
  onApply: (...requests: OperationRequest[]) => Promise<unknown>;
}

function OneMask({ mask, working, onPreview, onApply }: EditProps & { mask: ShownMask }) {
  const { maskId, shape, locked = false, feather = 0 } = mask;
  const most = Math.max(8, Math.min(200, Math.round(Math.max(shape.width, shape.height) * 0.08)));
  const [grown, setGrown] = useState(0);
  const [soft, setSoft] = useState(feather);
  const sized = (pixels: number): OperationRequest => ({ kind: pixels > 0 ? 'mask-grow' : 'mask-shrink', mask: maskId, pixels: Math.abs(pixels) });
  const changed = grown !== 0 || soft !== feather;
  const reset = () => {
    setGrown(0);
    setSoft(feather);
    onPreview(null);
  };
  const apply = () => onApply(...(grown === 0 ? [] : [sized(grown)]), ...(soft === feather ? [] : [{ kind: 'mask-feather', mask: maskId, pixels: soft } as const]));
  return (
    <>
      {locked && <p className="text-xs text-muted-foreground">This mask is locked. Unlock it to change it.</p>}
      <Slider
        label="Grow or shrink" value={grown} least={-most} most={most} disabled={locked}
        said={grown === 0 ? 'as it is' : `${grown > 0 ? 'grow' : 'shrink'} by ${Math.abs(grown)} px`}
        onValue={(pixels) => (setGrown(pixels), onPreview(pixels === 0 ? null : sized(pixels)))}
      />
      <Slider
        label="Soft edge" value={soft} least={0} most={most} disabled={locked} said={soft === 0 ? 'hard' : `${soft} px, up to the dashed line`}
        // The edge is soft from the outline to where the mask would be, shrunk by as much.
        onValue={(pixels) => (setSoft(pixels), onPreview(pixels === 0 ? null : sized(-pixels)))}
      />
      <div className="flex flex-wrap gap-2">
        <Button disabled={locked || working || !changed} kind={changed ? 'primary' : 'plain'} onClick={() => void apply()}>Apply</Button>
        <Button disabled={!changed} onClick={reset}>Reset</Button>
        <span className="flex-1" />
        <Button
          disabled={locked || working} title="What is not in the mask" onClick={() => void onApply({ kind: 'mask-invert', mask: maskId })}
          {...whilePointedAt(() => onPreview({ kind: 'mask-invert', mask: maskId }), () => onPreview(null))}
        >
          Invert
        </Button>
      </div>
    </>
  );
}

const rules = [
  { rule: 'union', label: 'Add', sign: '+' },
  { rule: 'subtract', label: 'Subtract', sign: '−' },
  { rule: 'intersect', label: 'Intersect', sign: '∩' },
] as const;

function SeveralMasks({ masks, working, onPreview, onApply }: EditProps & { masks: readonly ShownMask[] }) {
  const [into, setInto] = useState<'new' | 'version'>('new');
  const [first] = masks;
  return (
    <>
      <p className="text-xs text-muted-foreground">{masks.length} masks are chosen, {first.name} first.</p>
      <div className="flex flex-wrap gap-2">
        {rules.map(({ rule, label, sign }) => {
          const request: OperationRequest = {
            kind: 'mask-combine', rule, masks: masks.map(({ maskId }) => maskId), into, ...(into === 'new' ? { name: masks.map(({ name }) => name).join(` ${sign} `).slice(0, 100) } : {}),
          };
          return (
            <Button
              key={rule} disabled={working || (into === 'version' && first.locked)} onClick={() => void onApply(request)}
              {...whilePointedAt(() => onPreview(request), () => onPreview(null))}
            >
              {label}
            </Button>
          );
        })}
      </div>
      <label className="flex items-center gap-2 text-xs text-muted-foreground">
        <input type="checkbox" checked={into === 'version'} onChange={(event) => setInto(event.currentTarget.checked ? 'version' : 'new')} className="size-4 accent-primary" />
        Change {first.name} instead of making a new mask
      </label>
    </>
  );
}

/** Asked a moment after the last movement of a slider. */
const rest = 90;

function usePreviewOf(sessionId: string, request: OperationRequest | null, onPreview: (shape: ComputedDocument['shape'] | null) => void): void {
  const key = JSON.stringify(request);
  useEffect(() => {
    if (request === null) return onPreview(null);
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      previewOperation(sessionId, request, leaving.signal).then(
        ({ shape }) => onPreview(shape),
        // Nothing would be left, or it was overtaken: nothing is shown, and applying it says why.
        () => !leaving.signal.aborted && onPreview(null),
      );
    }, rest);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [sessionId, key, onPreview]);
  useEffect(() => () => onPreview(null), [onPreview]);
}
