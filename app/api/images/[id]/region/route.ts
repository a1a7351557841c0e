import { route } from '../../../answer.ts';
import { fileAnswer } from '../../../file-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The pixels that the change which made this version could touch, as PNG, white inside. */
export const GET = route<{ id: string }>(async ({ request, parameters: { id }, conversations }) => {
  const bytes = await conversations.imageRegion(id);
  return fileAnswer(request, { type: 'image/png', tag: `${id}-region`, immutable: true, name: 'region.png', bytes: () => bytes });
});
