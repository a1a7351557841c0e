import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { importsOf, wrongImports } from './import-direction.ts';

const root = join(import.meta.dirname, '..', '..');

function sources(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]sx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

test('all imports point from the page towards the model', () => {
  const files = ['app', 'server', 'models'].flatMap(sources);
  assert.ok(files.length > 20);
  const wrong = files.flatMap((path) => wrongImports(path, readFileSync(join(root, path), 'utf8')));
  assert.deepEqual(wrong, []);
});

test('an import against the direction is found, however it is written', () => {
  const model = 'models/focus/vae.ts';
  assert.deepEqual(wrongImports(model, "import { x } from '../../server/errors.ts'"), [`${model} imports server/errors.ts`]);
  assert.equal(wrongImports(model, 'export * from "../../server/images/mask.ts"').length, 1);
  assert.equal(wrongImports(model, "const x = await import('../../server/focus/crop.ts')").length, 1);
  assert.equal(wrongImports(model, "import type { X } from\n  '../../app/page.ts'").length, 1);
  assert.equal(wrongImports('server/images/x.ts', "import '../focus/crop.ts'").length, 1);
});

test('the model knows no web, database or page', () => {
  for (const name of ['node:http', 'next/server', 'react', '@prisma/client', 'pg']) {
    assert.equal(wrongImports('server/focus/x.ts', `import x from '${name}'`).length, 1, name);
  }
});

test('what agents can call, read and be prompted with knows no SDK of the protocol, as far as its imports reach', () => {
  const knows = (file: string, seen = new Set<string>()): string[] => {
    if (seen.has(file)) return [];
    seen.add(file);
    return importsOf(readFileSync(join(root, file), 'utf8')).flatMap((target) => {
      if (target.startsWith('.')) return knows(join(dirname(file), target), seen);
      return target.startsWith('@modelcontextprotocol/') ? [`${file} imports ${target}`] : [];
    });
  };
  for (const name of ['tools', 'resources', 'prompts']) assert.deepEqual(knows(`server/mcp/${name}.ts`), []);
  assert.notDeepEqual(knows('server/mcp/serve.ts'), []);
});

test('imports along the direction, of packages and in comments are left alone', () => {
  const source = "import a from '../images/mask.ts'\nimport b from '../../models/focus/vae.ts'\nimport sharp from 'sharp'\n// from '../store/x.ts'";
  assert.deepEqual(wrongImports('server/focus/x.ts', source), []);
});

test('a folder nobody has thought about is refused', () => {
  assert.equal(wrongImports('server/utils/x.ts', '').length, 1);
});
