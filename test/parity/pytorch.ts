import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const install = 'apt-get install python3-torch python3-onnx'

/** A Python with PyTorch, or why there is none. npm test says which (FOCUS_PYTHON; empty means none). */
export function findPyTorch(): { python: string; missing?: undefined } | { python?: undefined; missing: string } {
  const candidates = process.env.FOCUS_PYTHON === undefined ? ['/usr/bin/python3', 'python3'] : [process.env.FOCUS_PYTHON].filter(Boolean)
  const python = candidates.find(path => spawnSync(path, ['-c', 'import torch, onnx, numpy'], { stdio: 'ignore' }).status === 0)
  return python ? { python } : { missing: `no Python with torch, onnx and numpy (${install})` }
}

export type Differences = Record<string, Record<string, number | string>>

/** Runs a Python program of this repository that prints JSON. Throws with its last words where it fails. */
export function runPython<T>(python: string, program: string, given: string[]): T {
  const { status, stdout, stderr } = spawnSync(python, [program, ...given], {
    cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONPATH: root, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.slice(-3000)}`)
  return JSON.parse(stdout) as T
}
