// The mask editor for agents' windows as one HTML file that needs nothing else; written to .focus/mask-editor.html when a
// source of it changed. It is made when a server is first asked for it. The bundler is the webpack inside of Next.js.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fingerprintOf, isStamped, writeStamp } from './fingerprint.js';
import { root } from './say.js';

const file = join(root, '.focus', 'mask-editor.html');
const stamp = '.focus/mask-editor-stamp';
const folder = join(root, 'app', 'mask-editor');
const sources = ['app/mask-editor', 'app/canvas/palette.ts', 'server/images', 'server/mcp/ruler.ts', 'server/mcp/canvas.ts', 'server/errors.ts', 'scripts/mask-editor.js', 'package-lock.json'];

const wanted = fingerprintOf(sources);
if (!existsSync(file) || !isStamped(stamp, wanted)) {
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const [style, script] = [read('style.css').trim(), await bundle(join(folder, 'editor.ts'))];
  // As functions: a replacement in words would read $& and the like.
  const html = read('page.html').replace('<!-- style.css -->', () => style).replace('<!-- editor.ts -->', () => script.replaceAll('</script', '<\\/script'));
  mkdirSync(join(root, '.focus'), { recursive: true });
  // Two may do this at once; each puts a whole file there.
  writeFileSync(`${file}.${process.pid}`, html);
  renameSync(`${file}.${process.pid}`, file);
  writeStamp(stamp, wanted);
}
process.stdout.write(`${file}\n`);

/** Not made small: hosts and people look at what runs in their windows. */
function bundle(entry) {
  const require = createRequire(import.meta.url);
  const { webpack } = require('next/dist/compiled/webpack/bundle5')();
  const output = { path: join(root, '.focus'), filename: 'mask-editor.js', module: true };
  const compiler = webpack({
    mode: 'production',
    target: ['web', 'es2022'],
    entry,
    output,
    optimization: { minimize: false },
    performance: false,
    experiments: { outputModule: true },
    module: { rules: [{ test: /\.ts$/, use: join(root, 'scripts', 'strip-types.cjs') }] },
  });
  let script = '';
  compiler.outputFileSystem = { mkdir: (_, done) => done(), writeFile: (_, content, done) => ((script = String(content)), done()), stat: (_, done) => done(new Error('not there')), join };
  return new Promise((resolve, reject) => compiler.run((error, done) => {
    if (error ?? done.hasErrors()) reject(error ?? new Error(done.toString({ all: false, errors: true })));
    else resolve(script);
  }));
}
