// Whether something built is still what its sources ask for: the sha256 of the sources, kept beside what was built.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './say.js';

/** sha256 of the files and folders (relative to the project); what is missing counts as empty. */
export function fingerprintOf(paths, ignore = () => false) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(join(root, path)) || ignore(path)) return;
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    } else hash.update(path).update('\0').update(readFileSync(join(root, path))).update('\0');
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

export function isStamped(stamp, fingerprint) {
  const path = join(root, stamp);
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint;
}

export function writeStamp(stamp, fingerprint) {
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), fingerprint);
}
