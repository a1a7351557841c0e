import { json, route } from '../../../answer.ts';
import { readUpload } from '../../../upload.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A mask as a picture file, in the body or a form: a new mask, or a new version of ?mask=. */
export const POST = route<{ id: string }>(async ({ request, parameters: { id }, query, conversations }) => {
  await conversations.requireSession(id);
  const { bytes } = await readUpload(request, query);
  return json(await conversations.importMask(id, bytes, Object.fromEntries(query)), 201);
});
