import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Death, keepRunning } from '../../../server/start/keep-running.ts';

const folder = mkdtempSync(join(tmpdir(), 'focus-child-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, source: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

/** Starts a child and gives what it tells, in order: its ready messages and its deaths. */
function watched(file: string) {
  const told: ({ pid: number } | Death<{ pid: number }>)[] = [];
  let wake = () => {};
  const tell = (item: (typeof told)[number]) => (told.push(item), wake());
  const child = keepRunning<{ pid: number }>({ file, environment: () => process.env, onReady: tell, onDeath: async (death) => tell(death) });
  const until = async (count: number) => {
    while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return told;
  };
  return { child, until };
}

const serving = "process.send({ type: 'ready', pid: process.pid }); process.on('SIGTERM', () => process.exit(0)); process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);";

test('a child that is killed is started again', async () => {
  const { child, until } = watched(program('serves', serving));
  const [first] = (await until(1)) as { pid: number }[];
  process.kill(first.pid, 'SIGKILL');
  const [, death, second] = (await until(3)) as [unknown, Death<unknown>, { pid: number }];
  assert.deepEqual([death.reason, death.failures], ['SIGKILL', 0]);
  assert.notEqual(second.pid, first.pid);
  await child.stop();
});

test('a child that cannot start is told with its reason and tried again', async () => {
  const { child, until } = watched(program('fails', "process.send({ type: 'failed', error: { message: 'No model.', hint: 'Fetch it.' } }); process.exit(1);"));
  const deaths = (await until(2)) as Death<unknown>[];
  assert.deepEqual(deaths.slice(0, 2).map(({ ready, reason, failures }) => [ready, reason, failures]), [[null, 'No model. Fetch it.', 1], [null, 'No model. Fetch it.', 2]]);
  await child.stop();
});

test('a child that is stopped stays stopped', async () => {
  const { child, until } = watched(program('stops', serving));
  const [{ pid }] = (await until(1)) as { pid: number }[];
  await child.stop();
  assert.throws(() => process.kill(pid, 0));
  assert.equal(child.pid(), undefined);
});
