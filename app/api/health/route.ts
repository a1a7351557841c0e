import { json, route } from '../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** 503 while the database is away; a missing worker is said in the document alone, for what was done can still be read. */
export const GET = route(async ({ conversations }) => {
  const document = await conversations.health();
  return json(document, document.database ? 200 : 503);
});
