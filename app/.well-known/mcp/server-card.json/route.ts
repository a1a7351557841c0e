import { cardAnswer } from '../../../api/mcp/public-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Where earlier drafts had it, and where programs still look first. */
export const GET = cardAnswer;
