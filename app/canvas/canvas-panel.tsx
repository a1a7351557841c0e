'use client';

import { useMemo, useState } from 'react';
import type { ImageDocument, SessionDocument } from '../../server/conversation/documents.ts';
import type { DraftBox } from '../chat/use-draft.ts';
import { Button } from '../interface/button.tsx';
import { FilmStrip } from './film-strip.tsx';
import { MaskList } from './mask-list.tsx';
import { masksOn } from './masks-on.ts';
import { Picture } from './picture.tsx';
import type { SessionMasks } from './session-masks.ts';
import { Toolbar } from './toolbar.tsx';
import type { ToolName } from './tools/tool.ts';
import type { PreviewMask } from './use-preview.ts';

interface CanvasPanelProps {
  session: SessionDocument;
  image: ImageDocument;
  shownId: string | null;
  onShow: (id: string | null) => void;
  masks: SessionMasks;
  previews: PreviewMask[];
  box: DraftBox;
  litMask: string | null;
  onLight: (maskId: string | null) => void;
}

const noPrompts: never[] = [];

/** The picture with its tools above and its masks and versions below. */
export function CanvasPanel({ session, image, shownId, onShow, masks, previews, box, litMask, onLight }: CanvasPanelProps) {
  const [tool, setTool] = useState<ToolName>('add');
  const [masksShown, setMasksShown] = useState(true);
  const [compareWish, setCompareWish] = useState<{ imageId: string; on: boolean } | null>(null);
  const current = session.currentImage;
  const shown = session.images.find(({ id }) => id === shownId) ?? image;
  const active = shown.id === current?.id;

  const before = session.images.find(({ id }) => id === shown.parentId && shown.source === 'edit') ?? null;
  const isFresh = before !== null && session.turns.findLast((turn) => turn.status === 'done')?.edit?.resultId === shown.id;
  // Right after an edit the two are compared until something is pointed at; otherwise when asked for.
  const comparing = before !== null && (compareWish?.imageId === shown.id ? compareWish.on : isFresh && box.draft.prompts.length === 0);

  const { draft, addPrompt, toggleMask } = box;
  const onPicture = useMemo(() => masksOn(session, masks.all, shown.id), [session, masks, shown.id]);
  const drawn = useMemo(() => {
    // Masks of an earlier version are shown where the message means them, if they fit.
    const meant = draft.masks.flatMap((id) => masks.byVersion.get(id) ?? []).filter(({ shape }) => shape.width === shown.width && shape.height === shown.height);
    const extra = meant.filter(({ versionId }) => !onPicture.some((mask) => mask.versionId === versionId));
    return masksShown ? [...onPicture, ...extra] : extra;
  }, [onPicture, draft.masks, masks, masksShown, shown.width, shown.height]);
  const chosen = draft.masks.map((id) => masks.byVersion.get(id)?.maskId);

  return (
    <section aria-label="Canvas" className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 bg-stage p-2 wide:p-3">
      <Toolbar
        image={shown} tool={tool} active={active} masksShown={masksShown} onMasksShown={setMasksShown} comparing={before === null ? null : comparing}
        onComparing={(on) => setCompareWish({ imageId: shown.id, on })}
        onTool={setTool}
      />
      {!active && (
        <p className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-warning-soft px-3 py-1.5 text-sm text-warning">
          An earlier version. Messages are about the current one.
          <Button onClick={() => onShow(null)}>Show the current one</Button>
        </p>
      )}
      <Picture
        image={shown} before={comparing ? before : null} masks={drawn} tool={tool} active={active} litMask={litMask ?? chosen.find((id) => id !== undefined) ?? null}
        previews={active ? previews : noPrompts} prompts={active ? draft.prompts : noPrompts} onLight={onLight} onPrompt={addPrompt}
      />
      <MaskList masks={onPicture} chosen={draft.masks} litMask={litMask} onLight={onLight} onChoose={toggleMask} />
      <FilmStrip images={session.images} shownId={shown.id} currentId={current?.id ?? null} onShow={(id) => onShow(id === current?.id ? null : id)} />
    </section>
  );
}
