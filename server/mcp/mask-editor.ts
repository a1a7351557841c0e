// The mask editor that clients of the MCP Apps extension show beside a result (SEP-1865): one HTML file, the same for all results.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const maskEditor = {
  uri: 'ui://focus/mask-editor',
  name: 'mask-editor',
  title: 'Mask editor',
  description: 'Shows the picture and the masks of a session and lets a person correct them by clicks.',
  mimeType: 'text/html;profile=mcp-app',
  // It loads nothing: everything comes from the host by messages.
  _meta: { ui: { prefersBorder: true } },
};

let page: Promise<string> | null = null;

/** Built when it is first asked for. @throws Error with what the bundler said. */
export function maskEditorPage(root: string): Promise<string> {
  page ??= build(root).catch((error: unknown) => {
    page = null;
    throw error;
  });
  return page;
}

/** In a process of its own: the bundler is large, and is needed once. */
async function build(root: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'mask-editor.js')], { cwd: root });
  return readFile(stdout.trim(), 'utf8');
}
