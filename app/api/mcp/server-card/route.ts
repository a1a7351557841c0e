import { cardAnswer } from '../public-answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The place that SEP-2127 reserves. */
export const GET = cardAnswer;
