// The run-time graphs of a checkpoint as .onnx files. They are build products: emitted once, and again when the
// weights or the code that builds them have changed.

import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Checkpoint, damaged, weightsName } from './checkpoint.ts';

const graphNames = ['see', 'region', 'read', 'read_on_device', 'segment', 'code', 'lookup', 'encode', 'paint', 'develop'] as const;
export type GraphName = (typeof graphNames)[number];

const models = fileURLToPath(new URL('../../models', import.meta.url));
const stampName = 'stamp';

/**
 * The folder with the graphs of a checkpoint, emitted where missing or stale. `cache` holds one folder a checkpoint.
 * @throws CheckpointError `checkpoint-damaged` where the weights do not fit the configuration.
 */
export async function graphFolder(checkpoint: Checkpoint, cache: string): Promise<string> {
  const folder = join(cache, checkpoint.name);
  const stamp = stampOf(checkpoint);
  if (isCurrent(folder, stamp)) return folder;
  // Written beside and renamed, so that neither a crash nor a second process leaves half a folder.
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await emitInto(fresh, checkpoint);
    writeFileSync(join(fresh, stampName), stamp);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fresh, folder);
  } catch (error) {
    // Another process was faster with the same graphs.
    if (!isCurrent(folder, stamp)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function isCurrent(folder: string, stamp: string): boolean {
  return existsSync(join(folder, stampName)) && readFileSync(join(folder, stampName), 'utf8') === stamp;
}

async function emitInto(folder: string, checkpoint: Checkpoint): Promise<void> {
  // Loaded only here: a process with fresh graphs does not need the builder.
  const { buildGraphs } = await import('../../models/focus/graphs.ts');
  const { writeOnnx } = await import('../../models/graph/onnx-file.ts');
  const { readHeader } = await import('../../models/graph/safetensors.ts');
  const weights = join(folder, weightsName);
  copyFileSync(join(checkpoint.folder, weightsName), weights);
  try {
    const header = readHeader(weights);
    const { graphs } = buildGraphs(checkpoint.config);
    for (const name of graphNames) {
      const graph = graphs.get(name);
      if (graph === undefined) throw new Error(`there is no graph ${name}`);
      writeOnnx(graph, join(folder, `${name}.onnx`), weightsName, header);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw damaged(join(checkpoint.folder, weightsName), `does not fit this version of focus: ${reason}`, error);
  }
}

/** Changes with the weights, the configuration and the code that builds the graphs. */
function stampOf(checkpoint: Checkpoint): string {
  const hash = createHash('sha256').update(checkpoint.weightsSum).update(JSON.stringify(checkpoint.config));
  for (const folder of ['graph', 'focus']) {
    for (const file of readdirSync(join(models, folder)).sort()) hash.update(file).update(readFileSync(join(models, folder, file)));
  }
  return hash.digest('hex');
}
