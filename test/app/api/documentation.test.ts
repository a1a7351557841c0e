import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/api.md', root), 'utf8');

async function sources(folder: string): Promise<{ path: string; text: string }[]> {
  const names = (await readdir(new URL(folder, root), { recursive: true })).filter((name) => name.endsWith('.ts'));
  return Promise.all(names.map(async (path) => ({ path, text: await readFile(new URL(`${folder}/${encodeURI(path)}`, root), 'utf8') })));
}

test('docs/api.md has every route', async () => {
  for (const { path, text } of await sources('app/api')) {
    if (!path.endsWith('route.ts')) continue;
    const address = `/api/${path.replace('/route.ts', '').replaceAll(/\[(\w+)\]/g, ':$1')}`;
    for (const [, method] of text.matchAll(/export const (GET|POST|PATCH|DELETE)\b/g)) assert.ok(page.includes(`\`${method} ${address}\``), `${method} ${address}`);
  }
});

test('docs/api.md has every error code of the routes and the door', async () => {
  const known = await Promise.all(['app/api', 'server/conversation'].map(sources));
  for (const { path, text } of known.flat()) {
    for (const [, code] of text.matchAll(/(?:code: |refuse\()'([a-z-]+)'/g)) assert.ok(page.includes(`\`${code}\``), `${code} of ${path}`);
  }
});

test('docs/api.md has every type of event', async () => {
  const text = await readFile(new URL('server/store/log-event.ts', root), 'utf8');
  for (const [, type] of text.matchAll(/\{ type: '([a-z-]+)'/g)) assert.ok(page.includes(`\`${type}\``), type);
});
