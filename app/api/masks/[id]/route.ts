import { InputError } from '../../../../server/errors.ts';
import { json, route } from '../../answer.ts';
import { fileAnswer } from '../../file-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

const formats = ['png', 'rle', 'svg', 'cutout'] as const;

/**
 * A mask (its newest version, or ?version=) or one version: as PNG, white inside; as COCO run lengths, SVG outline, or cut out of
 * its picture (or of ?image=) with ?format=.
 */
export const GET = route<{ id: string }>(async ({ request, parameters: { id }, query, conversations }) => {
  const format = formatOf(query.get('format') ?? 'png');
  const mask = await conversations.mask(id, query.get('version') ?? undefined);
  if (format === 'rle') return json(mask);
  const image = query.get('image') ?? undefined;
  return fileAnswer(request, {
    type: format === 'svg' ? 'image/svg+xml' : 'image/png',
    // The name of a mask stands in its outline and may change.
    tag: [mask.versionId, format, format === 'cutout' ? image ?? '' : '', format === 'svg' ? encodeURIComponent(mask.name) : ''].join('-'),
    // The id of a mask means another version after a refinement.
    immutable: id === mask.versionId && format !== 'svg',
    name: `${mask.name || 'mask'}${format === 'cutout' ? ' cut out' : ''}.${format === 'svg' ? 'svg' : 'png'}`,
    bytes: async () => (await conversations.maskFile(mask, format, image)).bytes,
  });
});

function formatOf(text: string): (typeof formats)[number] {
  const format = formats.find((known) => known === text);
  if (format !== undefined) return format;
  throw new InputError({
    code: 'format-unknown',
    message: `Masks are not given as "${text.slice(0, 20)}".`,
    hint: 'Use ?format=png, rle, svg or cutout.',
  });
}
