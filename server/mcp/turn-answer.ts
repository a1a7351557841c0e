// What a call gives back that said something to the model.

import type { EditDocument, TurnDocument } from '../conversation/documents.ts';
import { FocusError } from '../errors.ts';
import { accepted } from './accepted.ts';
import type { Followed } from './follow-turn.ts';
import { imageLink, maskLink, sessionLink } from './links.ts';
import type { TurnOut } from './outputs.ts';
import { alternativeOut, maskOut, pictureOut, previewOut } from './shapes.ts';
import type { Answer, Caller } from './tool.ts';
import { uri } from './uris.ts';

/** @throws FocusError of a turn that failed, or that was answered with something else than it was for. */
export async function turnAnswer({ conversations, previews, page }: Caller, followed: Followed): Promise<Answer<TurnOut>> {
  const { turn, edit } = accepted(followed);
  if (turn.error !== null) throw new FocusError(turn.error);
  const done = turn.status === 'done';
  const masks = done ? followed.masks : [];
  // An edit's own mask lies where the thing was; on the result it would hide it.
  const shown = edit === null ? masks : [];
  const imageId = (done ? edit?.imageId : undefined) ?? turn.imageVersionId;
  const preview = done && imageId !== null ? await previews.of(imageId, shown.map(({ shape }) => shape)) : null;
  const image = preview?.image ?? (imageId === null ? null : (await conversations.picture(imageId)).image);
  const out = masks.map((mask, index) => maskOut(mask, shown.length > 0 ? index + 1 : undefined));
  const data: TurnOut = {
    message: messageOf(turn),
    status: turn.status === 'done' || turn.status === 'stopped' ? turn.status : 'running',
    sessionId: turn.sessionId,
    turnId: turn.id,
    action: turn.action,
    picture: image && pictureOut(image),
    masks: out,
    ...(done && turn.clicks ? { clicks: turn.clicks } : {}),
    alternatives: done ? followed.alternatives.map(alternativeOut) : [],
    edit: turn.edit && editOut(turn.edit),
    preview: previewOut(preview),
    page: page && `${page}/sessions/${turn.sessionId}`,
  };
  const links = [...(image === null ? [] : [imageLink(image)]), ...out.map(maskLink), sessionLink(turn.sessionId)];
  return { data, preview: preview ?? undefined, links };
}

function messageOf(turn: TurnDocument): string {
  if (turn.status === 'stopped') return 'It was stopped before it was finished; picture and masks are as before.';
  if (turn.status === 'done') return turn.answer ?? '';
  const state = turn.status === 'queued' ? waitingWords(turn) : 'It is not finished yet.';
  return `${state} Call wait with turnId ${turn.id}, or stop with it.`;
}

/** Of a turn that no worker has taken yet. */
export function waitingWords({ before = 0 }: TurnDocument): string {
  if (before === 0) return 'It waits for a free worker.';
  return `It waits for a free worker; ${before === 1 ? 'one message is' : `${before} messages are`} before it.`;
}

export function editOut({ kind, sourceId, resultId, changedPixels, markedPixels, changedByMarked, outsidePixels, outsideEqual, seed, endedMaskIds }: EditDocument): NonNullable<TurnOut['edit']> {
  return { kind, fromImageId: sourceId, toImageId: resultId, changedPixels, markedPixels, changedByMarked, outsidePixels, outsideEqual, region: uri.imageRegion(resultId), seed, endedMaskIds };
}
