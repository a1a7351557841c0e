import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { z as zod } from 'zod';
import { InputError } from '../../../server/errors.ts';

/**
 * The first of the paths that there is, relative to the folder.
 * @throws InputError `format-missing` that names what was looked for.
 */
export async function firstOf(folder: string, paths: readonly string[], what: string): Promise<string> {
  for (const path of paths) {
    if (await access(join(folder, path)).then(() => true, () => false)) return path;
  }
  throw new InputError({ code: 'format-missing', message: `${folder} holds no ${what}.`, hint: `Put it at ${paths.slice(0, 3).join(' or ')}.` });
}

/**
 * Parsed content against its schema.
 * @throws InputError `format-invalid` with the file and the reason.
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, content: unknown, file: string): z.infer<Schema> {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new InputError({ code: 'format-invalid', message: `${file}: ${zod.prettifyError(result.error)}`, hint: 'See docs/sets.md.' });
}

/** A JSON file against its schema; older files may be in Windows-1252. */
export async function readJson<Schema extends z.ZodType>(schema: Schema, file: string): Promise<z.infer<Schema>> {
  const bytes = await readFile(file);
  try {
    const text = new TextDecoder('utf-8', { fatal: true });
    const content = ((): string => { try { return text.decode(bytes); } catch { return new TextDecoder('windows-1252').decode(bytes); } })();
    return parsed(schema, JSON.parse(content), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError({ code: 'format-invalid', message: `${file} is not JSON: ${error.message}.`, hint: 'See docs/sets.md.' });
  }
}
