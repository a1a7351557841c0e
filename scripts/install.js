// Dependencies: installed when missing or when package-lock.json asks for others than are there.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.js';
import { runQuietly } from './processes.js';
import { root, SetUpError, sayWhile } from './say.js';

const stampPath = join(root, 'node_modules', '.focus-stamp');
const logPath = join(root, '.focus', 'install.log');

export async function installDependencies() {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return; // another process did it meanwhile
    const { code, output } = await sayWhile('installing dependencies (npm ci, about a minute)', npmInstall);
    if (code !== 0) throw new SetUpError(explain(output));
    writeFileSync(stampPath, fingerprint());
  });
}

/** Whether node_modules is what package-lock.json asks for, on this kind of machine. */
function isInstalled() {
  const wanted = fingerprint();
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return directDependenciesExist();
  if (!matchesLock() || !directDependenciesExist()) return false;
  // Installed by hand with npm: as good as ours.
  writeFileSync(stampPath, wanted);
  return true;
}

function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}`;
}

function directDependenciesExist() {
  const { dependencies = {}, devDependencies = {} } = readJson('package.json');
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(join(root, 'node_modules', name, 'package.json')),
  );
}

/** npm writes what it really installed beside it; optional packages are left out, they differ by machine. */
function matchesLock() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

async function npmInstall() {
  // --loglevel: under "npm run -s" npm would inherit the silence and fail without a reason.
  const parameters = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const environment = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const npm = process.env.npm_execpath;
  const options = { cwd: root, env: environment };
  const result = /npm-cli\.c?js$/.test(npm ?? '')
    ? await runQuietly(process.execPath, [npm, ...parameters], options)
    : await runQuietly('npm', parameters, { ...options, shell: process.platform === 'win32' });
  mkdirSync(join(root, '.focus'), { recursive: true });
  writeFileSync(logPath, result.output);
  return result;
}

/** One line with the likely cause of what npm printed. */
function explain(output) {
  const log = 'The whole output is in .focus/install.log.';
  if (/ENOSPC/.test(output)) return `the disk is full; the dependencies need about 500 MB. ${log}`;
  if (/EACCES|EPERM|EROFS/.test(output)) return `npm may not write to ${root}. Check who owns the folder. ${log}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET|network|CERT/i.test(output)) {
    return `the npm registry cannot be reached. Check the network, the proxy and "npm config get registry". ${log}`;
  }
  if (/command not found|ENOENT.*npm|not recognized/.test(output)) return 'npm is not on the path; it comes with Node.';
  const reason = /npm (?:error|ERR!) (?!code)(.+)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1);
  return `npm ci failed: ${reason}. ${log}`;
}
