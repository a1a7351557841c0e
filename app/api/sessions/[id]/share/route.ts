import { json, route } from '../../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The link by which the session can be read, or null. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json({ share: await conversations.shareOf(id) }));

/** Makes the link; asked again, the same one. */
export const POST = route<{ id: string }>(async ({ parameters: { id }, conversations }) => json(await conversations.share(id)));

/** Takes the link back, at once. */
export const DELETE = route<{ id: string }>(async ({ parameters: { id }, conversations }) => {
  await conversations.unshare(id);
  return new Response(null, { status: 204 });
});
