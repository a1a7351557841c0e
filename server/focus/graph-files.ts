// The run-time graphs of a checkpoint as .onnx files. They are build products: emitted once, and again when the
// weights or the code that builds them have changed.

import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FocusGraphs } from '../../models/focus/graphs.ts';
import { type Checkpoint, damaged, weightsName } from './checkpoint.ts';
import { type GraphName, languageGraphs } from './graph-names.ts';

/** What graphs are emitted from. */
type Source = Pick<Checkpoint, 'name' | 'folder' | 'weightsSum'> & { config: object };

/** Which graphs a checkpoint has; its builder is loaded only where they are missing. */
export interface Emitted {
  names: readonly GraphName[];
  build: () => Promise<FocusGraphs>;
}

const models = fileURLToPath(new URL('../../models', import.meta.url));
/** Written last; its time says when the graphs were last used. */
const stampName = 'stamp';

/** Graphs of other weights that nobody has used for so long are removed, milliseconds. */
const unused = 30 * 24 * 3600 * 1000;

/**
 * The folder with the graphs of a checkpoint, emitted where missing. `cache` holds one for each checkpoint and each version of the code: a process
 * opens some graphs when it first needs them, and they must still be its own when another has come with other weights.
 * @throws CheckpointError `checkpoint-damaged` where the weights do not fit the configuration.
 */
export async function graphFolder(checkpoint: Checkpoint, cache: string): Promise<string> {
  return emittedFolder(checkpoint, cache, {
    names: checkpoint.graphs ?? languageGraphs,
    build: async () => (await import('../../models/focus/graphs.ts')).buildGraphs(checkpoint.config),
  });
}

/** The same for whatever graphs a checkpoint has. */
export async function emittedFolder(checkpoint: Source, cache: string, emitted: Emitted): Promise<string> {
  const folder = join(cache, `${checkpoint.name}-${stampOf(checkpoint).slice(0, 16)}`);
  if (existsSync(join(folder, stampName))) {
    utimesSync(join(folder, stampName), new Date(), new Date());
    return folder;
  }
  // Written beside and renamed, so that neither a crash nor a second process leaves half a folder.
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await emitInto(fresh, checkpoint, emitted);
    writeFileSync(join(fresh, stampName), '');
    removeUnused(cache);
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fresh, folder);
  } catch (error) {
    // Another process was faster with the same graphs.
    if (!existsSync(join(folder, stampName))) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function removeUnused(cache: string): void {
  for (const name of readdirSync(cache)) {
    const used = statSync(join(cache, name, stampName), { throwIfNoEntry: false });
    if (used && Date.now() - used.mtimeMs > unused) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

async function emitInto(folder: string, checkpoint: Source, { names, build }: Emitted): Promise<void> {
  // Loaded only here: a process with fresh graphs does not need the builder.
  const { writeOnnx } = await import('../../models/graph/onnx-file.ts');
  const { readHeader } = await import('../../models/graph/safetensors.ts');
  const weights = join(folder, weightsName);
  copyFileSync(join(checkpoint.folder, weightsName), weights);
  try {
    const header = readHeader(weights);
    const { graphs } = await build();
    for (const name of names) {
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
function stampOf(checkpoint: Source): string {
  const hash = createHash('sha256').update(checkpoint.weightsSum).update(JSON.stringify(checkpoint.config));
  for (const folder of ['graph', 'focus']) {
    for (const file of readdirSync(join(models, folder)).sort()) hash.update(file).update(readFileSync(join(models, folder, file)));
  }
  return hash.digest('hex');
}
