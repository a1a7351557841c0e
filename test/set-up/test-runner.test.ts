import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project, run } from './project.ts';

const head = "import { test } from 'node:test'; import assert from 'node:assert/strict';\n";
const good = `${head}test('a', () => {}); test('b', () => assert.ok(true));`;

/** The last line and the exit code of npm test over the given files. */
async function outcome(
  files: Record<string, string>,
  parameters: string[] = [],
  environment: Record<string, string> = {},
): Promise<[string, number | null, string]> {
  const { out, code } = await run(project(files), ['test', ...parameters], { FOCUS_PYTHON: 'none', ...environment });
  return [out.trimEnd().split('\n').at(-1) as string, code, out];
}

test('passes, failures and skips are counted, parents and suites once', async () => {
  const mixed = `${head}import { describe } from 'node:test';
    describe('suite', () => { test('in suite', () => {}); });
    test('parent', async (t) => { await t.test('child', () => assert.equal(1, 2)); });
    test('skipped', { skip: 'no moon' }, () => {});
    test('bad', () => { throw new Error('why it failed'); });`;
  const [line, code, out] = await outcome({ 'test/good.test.ts': good, 'test/deep/mixed.test.ts': mixed });
  assert.deepEqual([line, code], ['3 passed, 2 failed, 1 skipped', 1]);
  assert.match(out, /FAIL bad\n\s+Error: why it failed/);
  assert.match(out, /skipped 1: no moon/);
});

test('when all pass the exit code is 0 and there is exactly one line of that form', async () => {
  const [line, code, out] = await outcome({ 'test/good.test.ts': good });
  assert.deepEqual([line, code], ['2 passed, 0 failed', 0]);
  assert.equal(out.match(/^\d+ passed, \d+ failed/gm)?.length, 1);
});

for (const [what, text] of [
  ['crashes', `${head}test('a', () => {}); test('b', () => process.exit(3));`],
  ['ends early as if all were well', `${head}test('a', () => {}); test('b', () => process.exit(0));`],
  ['is killed', `${head}test('a', () => process.kill(process.pid, 'SIGKILL'));`],
  ['cannot be parsed', 'const x: = 3;'],
  ['holds no test', 'export {};'],
  ['hangs', `${head}test('a', () => {}); test('b', () => new Promise(() => setInterval(() => {}, 1000)));`],
]) {
  test(`a file that ${what} is a failure`, async () => {
    const files = { 'test/odd.test.ts': text, 'test/good.test.ts': good };
    const [line, code, out] = await outcome(files, [], { FOCUS_TEST_SECONDS: what === 'hangs' ? '10' : '600' });
    assert.match(line, /^[23] passed, 1 failed$/);
    if (what === 'hangs') assert.match(out, /did not end within 10 s; the last test that did: a$/m);
    assert.equal(code, 1);
  });
}

test('a type error is a failure', async () => {
  const config = '{"compilerOptions":{"strict":true,"noEmit":true,"module":"nodenext"},"include":["x.ts"]}';
  const files = { 'tsconfig.json': config, 'test/good.test.ts': good };
  assert.equal((await outcome({ ...files, 'x.ts': 'const a: number = "b"; export { a };' }))[0], '2 passed, 1 failed');
  assert.equal((await outcome({ ...files, 'x.ts': 'const a: number = 1; export { a };' }))[0], '3 passed, 0 failed');
});

test('a pattern chooses files; one that fits none is a failure', async () => {
  const files = { 'test/good.test.ts': good, 'test/other.test.ts': `${head}test('a', () => assert.fail());` };
  assert.deepEqual((await outcome(files, ['good'])).slice(0, 2), ['2 passed, 0 failed', 0]);
  assert.deepEqual((await outcome(files, ['nothing'])).slice(0, 2), ['0 passed, 1 failed', 1]);
});

const python = `import unittest
class Sums(unittest.TestCase):
    def test_good(self):
        self.assertEqual(1 + 1, 2)
    def test_bad(self):
        self.assertEqual(1 + 1, 3)
    @unittest.skip("no moon")
    def test_skipped(self):
        pass
`;

test('without Python its tests are skipped and counted, with the reason', async () => {
  const [line, code, out] = await outcome({ 'test/test_sums.py': python, 'test/good.test.ts': good });
  assert.match(out, /skipped 3: no Python with torch/);
  assert.deepEqual([line, code], ['2 passed, 0 failed, 3 skipped', 0]);
});

const found = process.env.FOCUS_PYTHON ?? 'none';
test('Python tests are counted like the others', { skip: found === 'none' && 'no Python with torch, onnx and numpy' }, async () => {
  const crash = 'import os, unittest\nclass C(unittest.TestCase):\n    def test_a(self):\n        os._exit(0)\n';
  const environment = { FOCUS_PYTHON: found };
  assert.equal((await outcome({ 'test/test_sums.py': python }, [], environment))[0], '1 passed, 1 failed, 1 skipped');
  assert.equal((await outcome({ 'test/test_crash.py': crash }, [], environment))[0], '0 passed, 1 failed');
  assert.equal((await outcome({ 'test/test_broken.py': 'import no_such_module' }, [], environment))[0], '0 passed, 1 failed');
});
