import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, run } from './project.ts';

const cli = 'server/cli/main.ts';
/** Without process.execve the set-up stays around as the parent, as it must on Node 20. */
const withoutExecve = { NODE_OPTIONS: '--import=data:text/javascript,process.execve=undefined' };
const ways: [string, Record<string, string>][] = [
  ['replacing itself', {}],
  ['staying around', withoutExecve],
];

for (const [way, environment] of ways) {
  test(`${way}, a command prints only its own output and gets its arguments`, async () => {
    const folder = project({ [cli]: 'const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args));' });
    const { code, out, error } = await run(folder, ['focus', 'ask', 'a b.png', '--json'], environment);
    assert.deepEqual([code, JSON.parse(out), error], [0, ['ask', 'a b.png', '--json'], '']);
  });

  test(`${way}, the exit code is the command's`, async () => {
    const folder = project({ [cli]: 'process.exit(7);' });
    assert.equal((await run(folder, ['focus'], environment)).code, 7);
  });

  test(`${way}, a signal reaches the command, which ends in its own way`, async () => {
    const folder = project({
      [cli]: "process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000);",
    });
    const { code } = await run(folder, ['focus'], environment, (kill) => kill('SIGTERM'));
    assert.equal(code, 9);
  });

  test(`${way}, a command killed by a signal is reported as killed`, async () => {
    const folder = project({ [cli]: "console.log('up'); setInterval(() => {}, 1000);" });
    const ended = await run(folder, ['focus'], environment, (kill) => kill('SIGTERM'));
    assert.equal(ended.signal, 'SIGTERM');
  });
}


test('paths are meant from where the person typed them', async () => {
  const folder = project({ [cli]: 'console.log(process.cwd());', 'below/x': '' });
  const { out } = await run(folder, ['focus'], { INIT_CWD: join(folder, 'below') });
  assert.ok(out.trim().endsWith('/below'));
});

test('a registry that cannot be reached is said in one line with a cure', async () => {
  const folder = project({}, { installed: false });
  const { code, out, error } = await run(folder, ['focus'], {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: join(folder, 'cache'),
    npm_config_fetch_retries: '0',
  });
  const lines = error.trim().split('\n');
  assert.deepEqual([code, out], [1, '']);
  assert.match(lines.at(-1) as string, /^focus: the npm registry cannot be reached\. Check the network/);
  assert.match(lines[0], /installing dependencies/);
  assert.ok(lines.length <= 3, error);
  assert.ok(existsSync(join(folder, '.focus', 'install.log')));
});

test('a full disk is said in one line with a cure', async () => {
  const npm = "console.error('npm error code ENOSPC\\nnpm error nospc ENOSPC: no space left on device'); process.exit(1);";
  const folder = project({ 'fake/npm-cli.js': npm }, { installed: false });
  const { code, error } = await run(folder, ['focus'], { npm_execpath: join(folder, 'fake', 'npm-cli.js') });
  assert.equal(code, 1);
  assert.match(error.trim().split('\n').at(-1) as string, /^focus: the disk is full/);
});

test('missing dependencies are installed once, also when two commands start together', async () => {
  // Stands for npm: counts its runs and leaves what npm would leave.
  const npm = `
    import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
    appendFileSync('runs', 'x');
    await new Promise((resolve) => setTimeout(resolve, 700));
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      mkdirSync('node_modules/' + name, { recursive: true });
      writeFileSync('node_modules/' + name + '/package.json', '{}');
    }`;
  const folder = project({ 'fake/npm-cli.js': npm, [cli]: "console.log('ran');", runs: '' }, { installed: false });
  const environment = { npm_execpath: join(folder, 'fake', 'npm-cli.js') };
  const both = await Promise.all([run(folder, ['focus'], environment), run(folder, ['focus'], environment)]);
  assert.deepEqual(both.map(({ code, out }) => [code, out]), [[0, 'ran\n'], [0, 'ran\n']]);
  assert.equal((await run(folder, ['focus'], environment)).error, '');
  assert.equal(readFileSync(join(folder, 'runs'), 'utf8'), 'x');
});

test('the lock of a process that died is taken over', async () => {
  const npm = "console.error('npm error code ENOSPC'); process.exit(1);";
  const folder = project({ 'fake/npm-cli.js': npm }, { installed: false });
  mkdirSync(join(folder, '.focus'));
  writeFileSync(join(folder, '.focus', 'install.lock'), '4194304');
  const { error } = await run(folder, ['focus'], { npm_execpath: join(folder, 'fake', 'npm-cli.js') });
  assert.match(error, /disk is full/);
});

test('a Node that is too old is told so in one line', async () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })";
  const folder = project({});
  const { code, error } = await run(folder, ['start'], { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}` });
  assert.equal(code, 1);
  assert.match(error, /^focus: Node 18\.20\.4 is too old\. Install Node 20\.19 or newer .*\n$/);
});

test('training without its Python packages says which and how', async () => {
  const folder = project({ 'bin/python3': '', 'models/training/run.py': '' });
  const tasks = join(folder, 'scripts', 'tasks.js');
  writeFileSync(tasks, readFileSync(tasks, 'utf8').replace("['torch', 'onnx', 'numpy', 'PIL']", "['no_such_package']"));
  const { code, error } = await run(folder, ['train']);
  assert.equal(code, 1);
  assert.match(error, /^focus: npm run train needs Python 3 with no_such_package\. .*\n$/);
});

test('an unknown model command prints how it is used', async () => {
  const { code, error } = await run(project({}), ['models', 'paint']);
  assert.equal(code, 1);
  assert.match(error, /^focus: usage: npm run models -- emit <config> <folder>/);
});
