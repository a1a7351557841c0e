import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { releaseInstance, takeInstance } from '../../../server/start/instance.ts';

const folder = mkdtempSync(join(tmpdir(), 'focus-instance-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a free folder is taken, and can be taken again when it was released', () => {
  assert.equal(takeInstance(folder), null);
  releaseInstance(folder);
  assert.equal(takeInstance(folder), null);
  releaseInstance(folder);
});

test('what a killed run or a damaged file left behind does not stand in the way', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const left of [JSON.stringify({ pid, address: 'http://localhost:1' }), '{"pid":', '']) {
    writeFileSync(join(folder, 'running.json'), left);
    assert.equal(takeInstance(folder), null);
    releaseInstance(folder);
  }
});

test('a number that now belongs to another program does not stand in the way', { skip: process.platform === 'linux' ? false : 'only Linux tells programs apart' }, () => {
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 1, address: 'http://localhost:1' }));
  assert.equal(takeInstance(folder), null);
});
