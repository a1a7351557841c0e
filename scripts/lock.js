// Two commands started at once on a fresh clone must not both run npm ci in the same folder.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './say.js';

/** Runs `work` while no other process of this project does the same; waits for it, and takes over from a dead one. */
export async function withLock(name, work) {
  const path = join(root, '.focus', `${name}.lock`);
  mkdirSync(join(root, '.focus'), { recursive: true });
  for (let told = false; !take(path); told = true) {
    if (!told) say(`waiting for another focus that does the same (${name}) …`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(path)) rmSync(path, { force: true });
    return false;
  }
}

function ownerLives(path) {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    // An empty file: its owner is between creating and writing it.
    if (owner === 0) return true;
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
