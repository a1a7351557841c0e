// A zod schema as the SDK wants it: it shows the JSON schema to clients and leaves the reading of arguments to us, whose
// words about what is wrong are meant for models.

import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';

export function shownSchema(schema: z.ZodType, io: 'input' | 'output'): StandardSchemaWithJSON {
  const json = z.toJSONSchema(schema, { io }) as Record<string, unknown>;
  const show = () => json;
  return { '~standard': { version: 1, vendor: 'focus', validate: (value: unknown) => ({ value }), jsonSchema: { input: show, output: show } } };
}
