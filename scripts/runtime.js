// The Node that runs the project: 22, which strips the types of TypeScript files itself. It comes as the npm package
// "node", whatever Node the machine has. Its install script may have been forbidden; then it is run here by name, and
// where even that fails the machine's own Node will do if it can run TypeScript.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './processes.js';
import { root, SetUpError, sayWhile } from './say.js';

const probe = join(root, 'scripts', 'runtime-probe.ts');

/** The path of a Node that runs TypeScript. */
export async function findRuntime() {
  const own = ownNode();
  if (own !== null) return own;
  const script = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js');
  if (existsSync(script)) {
    await sayWhile('fetching Node 22 (npm package "node")', () =>
      runQuietly(process.execPath, [script], {
        cwd: join(root, 'node_modules', 'node'),
        env: { ...process.env, npm_config_loglevel: 'error' },
      }),
    );
  }
  const fetched = ownNode();
  if (fetched !== null) return fetched;
  if (runsTypeScript(process.execPath)) return process.execPath;
  throw new SetUpError(
    `Node 22 could not be fetched and Node ${process.versions.node} does not run TypeScript. ` +
      'Check the network and try again, or install Node 22.20 or newer.',
  );
}

/** Where the package "node" puts it: its own folder, or that of the package for this kind of machine. */
function ownNode() {
  const kind = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = ['node', `node/node_modules/node-${kind}`, `node-${kind}`, `node-bin-${kind}`];
  for (const folder of folders) {
    const path = join(root, 'node_modules', folder, 'bin', name);
    if (existsSync(path) && (path === process.execPath || runsTypeScript(path))) return path;
  }
  return null;
}

function runsTypeScript(path) {
  return spawnSync(path, [probe], { stdio: 'ignore' }).status === 0;
}
