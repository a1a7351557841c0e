import { InputError } from '../../../../server/errors.ts';
import { route } from '../../answer.ts';
import { fileAnswer } from '../../file-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The picture as PNG, or with ?preview=N as a JPEG whose longest side is at most N pixels. */
export const GET = route<{ id: string }>(async ({ request, parameters, query, conversations }) => {
  const side = previewSide(query.get('preview'));
  const { image, blob, png } = await conversations.picture(parameters.id);
  const name = image.name.replace(/\.[a-z0-9]{1,5}$/i, '') || 'picture';
  if (side === null) {
    return fileAnswer(request, { type: 'image/png', tag: blob, immutable: true, name: `${name}.png`, bytes: () => png });
  }
  return fileAnswer(request, {
    type: 'image/jpeg',
    tag: `${blob}-${side}`,
    immutable: true,
    name: `${name}.jpg`,
    bytes: () => conversations.smallPicture(png, side),
  });
});

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
