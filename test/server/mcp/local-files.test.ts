import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { localFiles } from '../../../server/mcp/local-files.ts';
import { type AgentHouse, openAgentHouse, root } from './agent-house.ts';
import type { AnyClient } from './clients.ts';

/** folder/allowed may be used, folder/secret may not. */
let folder: string;
let house: AgentHouse;
let client: AnyClient;
const inside = (name: string) => join(folder, 'allowed', name);
const outside = (name: string) => join(folder, 'secret', name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-files-'));
  for (const name of ['allowed/inner', 'secret']) await mkdir(join(folder, name), { recursive: true });
  const sample = join(root, 'samples', 'balls-on-wood.png');
  for (const file of [inside('picture.png'), inside('inner/deep.png'), outside('secret.png')]) await copyFile(sample, file);
  await symlink(outside('secret.png'), inside('link-out.png'));
  await symlink(join(folder, 'secret'), inside('folder-out'));
  await symlink(inside('inner/deep.png'), inside('link-in.png'));
  await symlink(outside('nothing.png'), inside('link-nowhere.png'));
  await writeFile(inside('words.png'), 'no picture');
  await writeFile(inside('large.png'), '');
  await truncate(inside('large.png'), 33 * 1024 * 1024);
  house = await openAgentHouse({ files: localFiles([join(folder, 'allowed')], join(folder, 'allowed')) });
  client = await house.connect('2026-07-28');
});
after(async () => {
  await client?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

async function refusal(name: string, given: Record<string, unknown>): Promise<string> {
  const { isError, content } = await client.call(name, given);
  assert.equal(isError, true, JSON.stringify(given));
  return content[0].text!;
}

describe('open_image by path', () => {
  test('reads what lies in an allowed folder, also by a relative path or a link that stays in it', async () => {
    for (const path of ['picture.png', inside('picture.png'), 'inner/../inner/deep.png', 'link-in.png']) {
      assert.equal((await client.data('open_image', { path })).picture.width, 128, path);
    }
  });

  test('refuses everything outside, whatever way leads there', async () => {
    const ways = [outside('secret.png'), '../secret/secret.png', 'link-out.png', 'folder-out/secret.png', '/etc/passwd', '/proc/self/environ', `${inside('')}/../../secret/secret.png`];
    for (const path of ways) assert.match(await refusal('open_image', { path }), /\(path-outside\)$/, path);
  });

  test('does not tell whether there is a file outside', async () => {
    const [there, missing] = [await refusal('open_image', { path: '../secret/secret.png' }), await refusal('open_image', { path: '../secret/missing.png' })];
    assert.equal(there.replace('secret.png', ''), missing.replace('missing.png', ''));
  });

  test('says what is wrong with a file inside', async () => {
    for (const [path, wanted] of [
      ['missing.png', /no file missing\.png.*\(path-unknown\)/], ['inner', /\(path-unknown\)/], ['link-nowhere.png', /\(path-(unknown|outside)\)/], ['picture.png\0', /\((path-unknown|path-outside)\)/],
      ['words.png', /not a picture|no picture|cannot be read|unknown/i], ['large.png', /larger than 32 MiB.*\(file-too-large\)/],
    ] as const) assert.match(await refusal('open_image', { path }), wanted, path);
  });
});

describe('export_mask by path', () => {
  test('writes in an allowed folder, and nowhere else by any way', async () => {
    const { sessionId } = await client.data('open_image', { path: 'picture.png' });
    const { masks: [{ maskId }] } = await client.data('segment', { sessionId, text: 'find ball' });
    const { path } = await client.data('export_mask', { maskId, path: 'new/mask.json' });
    assert.equal(path, inside('new/mask.json'));
    assert.equal(JSON.parse(await readFile(path, 'utf8')).name, 'ball');
    const secret = await readFile(outside('secret.png'));
    for (const way of [outside('mask.json'), '../secret/mask.json', 'folder-out/mask.json', 'folder-out/new/mask.json', 'link-out.png', '/etc/focus-test']) {
      assert.match(await refusal('export_mask', { maskId, path: way }), /\(path-(outside|not-writable)\)$/, way);
    }
    assert.deepEqual(await readFile(outside('secret.png')), secret);
    for (const file of ['mask.json', 'new/mask.json', 'nothing.png']) await assert.rejects(readFile(outside(file)), /ENOENT/);
  });

  test('does not follow a link to a file that is not there yet', async () => {
    const { sessionId } = await client.data('open_image', { path: 'picture.png' });
    const { masks: [{ maskId }] } = await client.data('segment', { sessionId, text: 'find ball' });
    assert.match(await refusal('export_mask', { maskId, path: 'link-nowhere.png' }), /\(path-(outside|not-writable)\)$/);
    await assert.rejects(readFile(outside('nothing.png')), /ENOENT/);
  });
});
