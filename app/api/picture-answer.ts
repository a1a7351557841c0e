// A stored picture as an answer, whole or small.

import type { Conversations } from '../../server/conversation/conversations.ts';
import { InputError } from '../../server/errors.ts';
import { fileAnswer } from './file-answer.ts';

type Picture = Awaited<ReturnType<Conversations['picture']>>;

export interface PictureAnswerOptions {
  /** Whether caches may keep it for ever; not so what may be taken back. */
  immutable?: boolean;
}

/** As PNG, or with ?preview=N as a JPEG (WebP where some of it is transparent) whose longest side is at most N pixels. */
export async function pictureAnswer(
  request: Request,
  query: URLSearchParams,
  conversations: Conversations,
  read: () => Promise<Picture>,
  { immutable = true }: PictureAnswerOptions = {},
): Promise<Response> {
  const side = previewSide(query.get('preview'));
  const { image, blob, png } = await read();
  const name = image.name.replace(/\.[a-z0-9]{1,5}$/i, '') || 'picture';
  if (side === null) return fileAnswer(request, { type: 'image/png', tag: blob, immutable, name: `${name}.png`, bytes: () => png });
  return fileAnswer(request, {
    type: 'image/jpeg',
    tag: `${blob}-${side}`,
    immutable,
    name: `${name}.jpg`,
    bytes: () => conversations.smallPicture(png, side),
  });
}

function previewSide(text: string | null): number | null {
  if (text === null) return null;
  const side = Number(text);
  if (/^\d+$/.test(text) && side >= 16 && side <= 2048) return side;
  throw new InputError({
    code: 'preview-invalid',
    message: `A preview of "${text.slice(0, 20)}" pixels cannot be made.`,
    hint: 'Use ?preview= with a whole number from 16 to 2048.',
  });
}
