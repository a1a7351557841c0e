'use client';

import type { ImageDocument } from '../../server/conversation/documents.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import { Button } from '../interface/button.tsx';
import { MenuItem, MenuLine, Popover } from '../interface/popover.tsx';
import { adjustments } from './beginnings.ts';

interface AdjustButtonsProps {
  shown: ImageDocument;
  /** Whether a thing is chosen or pointed at. */
  hasThing: boolean;
  disabled: boolean;
  onBegin: (adjustment: AdjustmentRequest, wait?: boolean) => void;
}

/** What can be done exactly: to what is chosen or pointed at, else to the whole picture. */
export function AdjustButtons({ hasThing, disabled, onBegin }: AdjustButtonsProps) {
  const small = 'h-8! px-2.5! text-xs!';
  return (
    // Above a phone's keyboard there is room for what is said alone, unless something is chosen that a button would change.
    <div role="group" aria-label="Exact changes" className={`flex shrink-0 gap-1.5 overflow-x-auto px-3 pt-2 pb-1 wide:flex-wrap ${hasThing ? '' : 'max-wide:[@media(max-height:42.5rem)]:hidden'}`}>
      {hasThing
        ? adjustments.map(({ label, adjustment, wait }) => <Button key={label} className={small} disabled={disabled} onClick={() => onBegin(adjustment, wait)}>{label}</Button>)
        : <WholePicture disabled={disabled} className={small} onBegin={onBegin} />}
    </div>
  );
}

function WholePicture({ disabled, className, onBegin }: { disabled: boolean; className: string; onBegin: AdjustButtonsProps['onBegin'] }) {
  return (
    <Popover label="Change the whole picture" kind="plain" align="start" above className={`${className} w-auto!`} disabled={disabled} icon={<span>Picture…</span>}>
      {(close) => {
        const item = (label: string, adjustment: AdjustmentRequest, wait = false) => <MenuItem key={label} onSelect={() => (close(), onBegin(adjustment, wait))}>{label}</MenuItem>;
        return (
          <>
            {item('Colour and light…', { kind: 'tone' }, true)}
            {item('Black and white', { kind: 'grey' })}
            <MenuLine />
            {item('Turn left', { kind: 'rotate', degrees: 270 })}
            {item('Turn right', { kind: 'rotate', degrees: 90 })}
            {item('Flip', { kind: 'flip' })}
            {item('Straighten…', { kind: 'straighten', degrees: 0 }, true)}
            {item('Crop to a square', { kind: 'crop', aspect: 1 })}
          </>
        );
      }}
    </Popover>
  );
}
