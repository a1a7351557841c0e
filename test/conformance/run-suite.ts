// Runs the official suite against an address.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const suite = join(import.meta.dirname, '..', '..', 'node_modules', '@modelcontextprotocol', 'conformance', 'dist', 'index.js');

/** Exactly what a revision of the specification requires; `code` is 0 when all of it passed. */
export function runSuite(url: URL, revision: string): Promise<{ code: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'focus-conformance-'));
  const child = spawn(process.execPath, [suite, 'server', '--url', url.href, '--requirements', revision, '--output-dir', folder]);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.on('close', (code) => {
    rmSync(folder, { recursive: true, force: true });
    resolve({ code, output });
  }));
}
