// What a call gives back that shows a session as it is now.

import type { SessionDocument } from '../conversation/documents.ts';
import { imageLink, maskLink, sessionLink } from './links.ts';
import type { SessionOut } from './outputs.ts';
import { maskOut, masksOn, newest, pictureOut, previewOut } from './shapes.ts';
import type { Answer, Caller } from './tool.ts';

export async function sessionAnswer({ previews, page }: Caller, session: SessionDocument, message: string): Promise<Answer<SessionOut>> {
  const image = session.currentImage;
  const masks = masksOn(session, image?.id ?? null).flatMap((mask) => newest(mask) ?? []);
  const preview = image === null ? null : await previews.of(image.id, masks.map(({ shape }) => shape));
  const out = masks.map((mask, index) => maskOut(mask, index + 1));
  const data: SessionOut = {
    message,
    sessionId: session.id,
    title: session.title,
    picture: image && pictureOut(image),
    masks: out,
    preview: previewOut(preview),
    page: page && `${page}/sessions/${session.id}`,
  };
  const links = [...(image === null ? [] : [imageLink(image)]), ...out.slice(-8).map(maskLink), sessionLink(session.id)];
  return { data, preview: preview ?? undefined, links };
}
