// The page as Next.js builds it for production; built when missing or when a source of it changed.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, isStamped, writeStamp } from './fingerprint.js';
import { withLock } from './lock.js';
import { runQuietly } from './processes.js';
import { root, SetUpError, sayWhile } from './say.js';

const stamp = '.next/focus-stamp';
const log = join(root, '.focus', 'page-build.log');
const sources = [
  'app', 'public', 'server/access', 'server/conversation', 'server/images', 'server/mcp', 'server/provider', 'server/queue', 'server/store', 'server/errors.ts',
  'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json', 'prisma/schema.prisma',
];
// Generated from the schema, which is listed.
const ignore = (path) => path === 'server/store/generated';

export async function buildPage(runtime) {
  if (!existsSync(join(root, 'next.config.ts')) || isFresh()) return;
  await withLock('page', async () => {
    if (isFresh()) return; // another process did it meanwhile
    const wanted = fingerprintOf(sources, ignore);
    const { code, output } = await sayWhile('building the page (half a minute)', () =>
      runQuietly(runtime, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      }),
    );
    mkdirSync(join(root, '.focus'), { recursive: true });
    writeFileSync(log, output);
    if (code !== 0) throw new SetUpError(`the page could not be built: ${reasonIn(output)}. The whole output is in .focus/page-build.log.`);
    writeStamp(stamp, wanted);
  });
}

function isFresh() {
  return isStamped(stamp, fingerprintOf(sources, ignore));
}

function reasonIn(output) {
  if (/ENOSPC/.test(output)) return 'the disk is full';
  const lines = output.trim().split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'no output';
}
