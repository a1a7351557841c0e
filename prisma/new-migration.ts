// Writes prisma/migrations/NNNN_NAME/migration.sql: what leads from the migrations so far to schema.prisma.
//
//   node_modules/.bin/node prisma/new-migration.ts add_rating
//
// It starts an empty PostgreSQL of its own for the comparison. Read the SQL before you commit it, and run
// `npm test -- store`; a migration that was released is never edited.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../server/store/embedded-postgres.ts';
import { migrationsFolder, schemaChanges } from '../server/store/migrate.ts';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name of small letters, digits and underscores: node prisma/new-migration.ts add_rating');
  process.exit(2);
}
const scratch = await mkdtemp(join(tmpdir(), 'focus-migration-'));
const postgres = await startPostgres(scratch);
try {
  const sql = await schemaChanges(postgres.url);
  if (sql === '') {
    console.log('The schema and the migrations agree; nothing to write.');
  } else {
    const earlier = (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const folder = join(migrationsFolder, `${String(earlier.length + 1).padStart(4, '0')}_${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'migration.sql'), sql);
    console.log(`Wrote ${join(folder, 'migration.sql')}`);
  }
} finally {
  await postgres.stop();
  await rm(scratch, { recursive: true, force: true });
}
