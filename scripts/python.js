import { spawnSync } from 'node:child_process';

export const pythonHint =
  'On Debian: apt-get install python3-torch python3-onnx python3-pil; elsewhere: pip install torch onnx numpy pillow.';

/**
 * The path of a Python 3 that has the packages, or null. FOCUS_PYTHON is tried first ("none": use no Python at all),
 * then the system's, then whatever is on the path, which may be a version manager's without the packages.
 */
export function findPython(packages) {
  if (process.env.FOCUS_PYTHON === 'none') return null;
  const candidates = [process.env.FOCUS_PYTHON, '/usr/bin/python3', 'python3', 'python'].filter(Boolean);
  // Looked for, not imported: that takes PyTorch seconds.
  const code = [
    'import sys',
    'from importlib.util import find_spec',
    `missing = [name for name in ${JSON.stringify(packages)} if find_spec(name) is None]`,
    'assert sys.version_info >= (3, 9) and not missing',
    'print(sys.executable)',
  ].join('\n');
  for (const candidate of candidates) {
    const { status, stdout } = spawnSync(candidate, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    if (status === 0) return stdout.trim();
  }
  return null;
}
