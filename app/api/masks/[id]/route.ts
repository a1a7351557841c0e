import { InputError } from '../../../../server/errors.ts';
import { json, route } from '../../answer.ts';
import { fileAnswer } from '../../file-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A mask (its newest version) or one version: as PNG, white inside, or with ?format=rle as COCO run lengths. */
export const GET = route<{ id: string }>(async ({ request, parameters: { id }, query, conversations }) => {
  const format = query.get('format') ?? 'png';
  if (format !== 'png' && format !== 'rle') {
    throw new InputError({
      code: 'format-unknown',
      message: `Masks are not given as "${format.slice(0, 20)}".`,
      hint: 'Use ?format=png or ?format=rle.',
    });
  }
  const mask = await conversations.mask(id);
  if (format === 'rle') return json(mask);
  return fileAnswer(request, {
    type: 'image/png',
    tag: mask.versionId,
    // The id of a mask means another version after a refinement.
    immutable: id === mask.versionId,
    name: `${mask.name || 'mask'}.png`,
    bytes: () => conversations.maskPicture(mask),
  });
});
