import { spawnSync } from 'node:child_process';

export const pythonHint =
  'On Debian: apt-get install python3-torch python3-onnx python3-pil; elsewhere: pip install torch onnx numpy pillow.';

/**
 * The path of a Python 3 that can import the packages, or null. FOCUS_PYTHON is tried first, then the system's, then
 * whatever is on the path (which may be a version manager's, without the packages).
 */
export function findPython(packages) {
  const candidates = [process.env.FOCUS_PYTHON, '/usr/bin/python3', 'python3', 'python'].filter(Boolean);
  const code = `import sys, ${packages.join(', ')}\nassert sys.version_info >= (3, 9)\nprint(sys.executable)`;
  for (const candidate of candidates) {
    const { status, stdout } = spawnSync(candidate, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    if (status === 0) return stdout.trim();
  }
  return null;
}
