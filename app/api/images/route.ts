import { json, route } from '../answer.ts';
import { readUpload } from '../upload.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A picture as the body, or as the first file of a form. */
export const POST = route(async ({ request, query, conversations }) => {
  const { bytes, name } = await readUpload(request, query);
  return json(await conversations.addImage(bytes, name), 201);
});
