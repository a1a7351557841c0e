import { route } from '../../answer.ts';
import { pictureAnswer } from '../../picture-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The picture as PNG, or with ?preview=N as a JPEG whose longest side is at most N pixels. */
export const GET = route<{ id: string }>(async ({ request, parameters, query, conversations }) =>
  pictureAnswer(request, query, conversations, () => conversations.picture(parameters.id)));
