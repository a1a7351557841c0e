'use client';

import { memo, useMemo, useRef, useState } from 'react';
import type { ImageDocument, MaskShape, SessionDocument } from '../../server/conversation/documents.ts';
import type { AdjustmentRequest } from '../../server/images/adjust/adjustment.ts';
import { importMask } from '../chat/api.ts';
import { refuseEarly } from '../chat/refuse-early.ts';
import { documentOf } from '../chat/request-error.ts';
import { KeptId, untilAnswered } from '../chat/send-once.ts';
import { shownTurns } from '../chat/shown-turns.ts';
import type { DraftBox } from '../chat/use-draft.ts';
import type { Operations } from '../chat/use-operations.ts';
import { Button } from '../interface/button.tsx';
import { UploadIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import { MaskEditing } from './mask-editing.tsx';
import { MaskRow } from './mask-row.tsx';
import { MaskVersions } from './mask-versions.tsx';
import { originOf } from './mask-words.ts';
import type { SessionMasks, ShownMask } from './session-masks.ts';
import type { Remove } from './use-removal.ts';
import type { VersionChange } from './version-change.ts';

interface MaskPanelProps {
  session: SessionDocument;
  shown: ImageDocument;
  known: SessionMasks;
  masks: ShownMask[];
  box: DraftBox;
  operations: Operations;
  reload: () => Promise<unknown>;
  onDelete: Remove;
  onLight: (maskId: string | null) => void;
  onPreview: (shape: MaskShape | null) => void;
  onChange: (change: VersionChange | null) => void;
  /** Begins an exact operation with one mask. */
  onAdjust: (masks: readonly ShownMask[], adjustment: AdjustmentRequest, wait?: boolean) => void;
}

/** All masks on the picture as documents: what each is, where it comes from, and what can be done with it. */
export const MaskPanel = memo(function MaskPanel({ session, shown, known, masks, box, operations, reload, onDelete, onLight, onPreview, onChange, onAdjust }: MaskPanelProps) {
  const { draft, toggleMask } = box;
  const file = useRef<HTMLInputElement>(null);
  const [listed, setListed] = useState(false);
  const byId = useMemo(() => new Map(session.masks.map((mask) => [mask.id, mask])), [session.masks]);
  const origins = useMemo(() => originsOf(session), [session]);
  const images = useMemo(() => new Map(session.images.map((image) => [image.id, image])), [session.images]);
  const chosen = draft.masks.flatMap((id) => known.byVersion.get(id) ?? []);
  const only = chosen.length === 1 ? byId.get(chosen[0].maskId) : undefined;
  const { run } = operations;
  const [kept] = useState(() => new KeptId());
  const bring = async (picked: File) => {
    operations.say(null);
    const place = { name: picked.name.replace(/\.[a-z0-9]{1,5}$/i, '').slice(0, 100) || 'imported', image: shown.id };
    // Where the record has grown since, another one is wanted.
    const wish = JSON.stringify([place, picked.size, picked.lastModified, session.operations]);
    try {
      await refuseEarly(picked, shown);
      const { mask } = await kept.with(wish, (id) => untilAnswered(() => importMask(session.id, picked, { id, ...place })));
      await reload();
      const newest = mask?.versions.at(-1);
      if (newest !== undefined) toggleMask(newest.id);
    } catch (thrown) {
      operations.say(documentOf(thrown));
    }
  };

  return (
    // Where there is little height the list and what is done with a mask scroll together.
    <div className="flex min-h-0 flex-1 flex-col max-wide:overflow-y-auto">
      <div className="min-h-0 flex-1 space-y-2 overflow-y-auto p-2 max-wide:flex-none max-wide:overflow-visible">
        {operations.notice !== null && <Notice error={operations.notice} onClose={() => operations.say(null)} />}
        {masks.length === 0 && (
          <div className="space-y-1 p-3 text-sm text-muted-foreground">
            <p className="font-medium text-foreground">No masks on this version yet.</p>
            <p>Ask for something to be marked, click it, draw round it with the lasso, or import a mask.</p>
          </div>
        )}
        <ul aria-label="Mask list" className="space-y-0.5">
          {masks.map((mask) => (
            <MaskRow
              key={mask.maskId} mask={mask} document={byId.get(mask.maskId)} image={images.get(mask.imageVersionId) ?? shown} origin={origins.get(mask.versionId) ?? 'being marked'}
              chosen={draft.masks.includes(mask.versionId)} onChoose={toggleMask} onLight={onLight}
              onOperation={run} onDelete={onDelete} onAdjust={onAdjust}
            />
          ))}
        </ul>
        <Button kind="quiet" icon={<UploadIcon />} title="A PNG of the picture's size, bright inside" onClick={() => file.current?.click()}>Import a mask</Button>
        <input
          ref={file} type="file" accept="image/*" aria-label="Mask file" tabIndex={-1} className="hidden"
          onChange={({ currentTarget }) => {
            const picked = currentTarget.files?.[0];
            currentTarget.value = '';
            if (picked !== undefined) void bring(picked);
          }}
        />
      </div>
      {only !== undefined && <MaskVersions mask={only} origins={origins} open={listed} onOpen={setListed} onPreview={onPreview} onChange={onChange} onOperation={(request) => void run(request)} />}
      <MaskEditing sessionId={session.id} chosen={chosen.filter(({ maskId }) => byId.has(maskId))} onOperation={run} onPreview={onPreview} />
    </div>
  );
});

/** What made each version, by its id. */
function originsOf(session: SessionDocument): Map<string, string> {
  const turns = new Map(session.turns.map((turn) => [turn.id, turn]));
  const numbers = new Map(shownTurns(session).map(({ id }, index) => [id, index + 1]));
  return new Map(session.masks.flatMap(({ versions }) => versions.map((version) => {
    const turn = turns.get(version.turnId ?? '');
    const number = numbers.get(version.turnId ?? '');
    return [version.id, originOf(version, turn === undefined || number === undefined ? null : { number, prompts: turn.prompts })] as const;
  })));
}
