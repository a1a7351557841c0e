// The database client that Prisma writes from prisma/schema.prisma; generated when missing or when the schema changed.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, isStamped, writeStamp } from './fingerprint.js';
import { withLock } from './lock.js';
import { runQuietly } from './processes.js';
import { root, SetUpError, say } from './say.js';

const stamp = 'server/store/generated/focus-stamp';
const sources = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];

export async function generatePrismaClient(runtime) {
  if (!existsSync(join(root, 'prisma', 'schema.prisma')) || isFresh()) return;
  await withLock('prisma', async () => {
    if (isFresh()) return; // another process did it meanwhile
    say('generating the database client …');
    const wanted = fingerprintOf(sources);
    const { code, output } = await runQuietly(runtime, [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
      cwd: root,
      // Generating needs no engine; without a path of one Prisma would fetch it from the network and fail offline.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: runtime, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
    });
    if (code !== 0) throw new SetUpError(`the database client could not be generated: ${output.trim().split('\n').at(-1)}`);
    writeStamp(stamp, wanted);
  });
}

function isFresh() {
  return isStamped(stamp, fingerprintOf(sources));
}
