import { route } from '../../../../answer.ts';
import { pictureAnswer } from '../../../../picture-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** A picture of a shared session, by its name there. */
export const GET = route<{ token: string; name: string }>(async ({ request, parameters: { token, name }, query, conversations }) =>
  pictureAnswer(request, query, conversations, () => conversations.sharedPicture(token, name), { immutable: false }));
