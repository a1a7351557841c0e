import { createHash } from 'node:crypto';
import { route } from '../../answer.ts';
import { fileAnswer } from '../../file-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route<{ name: string }>(async ({ request, parameters: { name }, conversations }) => {
  const png = await conversations.sample(name);
  const tag = createHash('sha256').update(png).digest('hex');
  return fileAnswer(request, { type: 'image/png', tag, immutable: false, name: `${name}.png`, bytes: () => png });
});
