import { route } from '../../../answer.ts';
import { downloadAnswer } from '../../../download-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Everything of the session as a ZIP. */
export const GET = route<{ id: string }>(async ({ parameters: { id }, conversations }) => {
  const { name, chunks } = await conversations.exportSession(id);
  return downloadAnswer('application/zip', name, chunks);
});
