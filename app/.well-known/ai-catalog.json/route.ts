import { catalogAnswer } from '../../api/mcp/public-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = catalogAnswer;
