// A checkpoint is a folder: checkpoint.json (name and the sha256 of every file), weights.safetensors, tokenizer.json where it reads,
// and config.json where the configuration is not one of models/configs. Nothing of it is used before its sum is checked.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type FocusConfig, readConfig } from '../../models/focus/config.ts';
import { CheckpointError } from '../errors.ts';
import { type GraphName, graphNames } from './graph-names.ts';

export interface Checkpoint {
  name: string;
  folder: string;
  config: FocusConfig;
  /** tokenizer.json as read; undefined where the checkpoint has no language model. */
  tokenizer?: object;
  /** Graphs it has weights for; undefined for all that run. */
  graphs?: readonly GraphName[];
  /** sha256 of the weights, hexadecimal. */
  weightsSum: string;
  /** Score = sigmoid(scale * z + offset), fitted on held-out scenes. */
  calibration: { scale: number; offset: number };
}

export const weightsName = 'weights.safetensors';
/** Folder of a checkpoint that comes with focus. */
export const shippedCheckpoint = (name: string): string => fileURLToPath(new URL(`../../models/checkpoints/${name}`, import.meta.url));

const cure = 'Restore the folder with "git checkout -- models/checkpoints" or copy the checkpoint again.';

const manifestSchema = z.object({
  name: z.string(),
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  graphs: z.array(z.enum(graphNames)).optional(),
  calibration: z.object({ scale: z.number(), offset: z.number() }).default({ scale: 1, offset: 0 }),
});

/**
 * Reads and verifies a checkpoint folder.
 * @throws CheckpointError `checkpoint-missing`, `checkpoint-damaged`; the message names the file.
 */
export async function readCheckpoint(folder: string = shippedCheckpoint('nano')): Promise<Checkpoint> {
  const { calibration, ...verified } = await readVerified(folder);
  const ownConfig = join(folder, 'config.json');
  const config = (existsSync(ownConfig) ? await readJson(ownConfig) : readConfig(verified.name)) as FocusConfig;
  return { ...verified, config, calibration };
}

/** The files that every checkpoint has, each with the sum that its checkpoint.json names. @throws CheckpointError as `readCheckpoint`. */
export async function readVerified(folder: string): Promise<Omit<Checkpoint, 'config'>> {
  const manifest = manifestSchema.safeParse(await readJson(join(folder, 'checkpoint.json')));
  if (!manifest.success) {
    throw damaged(join(folder, 'checkpoint.json'), 'does not have the form of a checkpoint.json', manifest.error);
  }
  const { name, sha256, graphs, calibration } = manifest.data;
  for (const file of graphs === undefined ? ['tokenizer.json', weightsName] : [weightsName]) {
    if (sha256[file] === undefined) throw damaged(join(folder, 'checkpoint.json'), `has no sha256 of ${file}`);
  }
  for (const [file, expected] of Object.entries(sha256)) {
    if (file.includes('/') || file.includes('\\')) throw damaged(join(folder, 'checkpoint.json'), `names ${file}, which lies elsewhere`);
    const found = await sumOf(join(folder, file));
    if (found !== expected) throw damaged(join(folder, file), `has the sha256 ${found.slice(0, 12)}…, expected ${expected.slice(0, 12)}…`);
  }
  const tokenizer = sha256['tokenizer.json'] === undefined ? undefined : ((await readJson(join(folder, 'tokenizer.json'))) as object);
  return { name, folder, tokenizer, graphs, weightsSum: sha256[weightsName], calibration };
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw missing(path, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(path, 'is not JSON', error);
  }
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw missing(path, error);
  }
  return hash.digest('hex');
}

function missing(path: string, cause: unknown): CheckpointError {
  return new CheckpointError({ code: 'checkpoint-missing', message: `The model file ${path} cannot be read.`, hint: cure, cause });
}

export function damaged(path: string, what: string, cause?: unknown): CheckpointError {
  return new CheckpointError({ code: 'checkpoint-damaged', message: `The model file ${path} ${what}.`, hint: cure, cause });
}

/** Of a folder that is to read and answer, and holds no tokenizer. */
export function withoutLanguage(folder: string): CheckpointError {
  return new CheckpointError({
    code: 'checkpoint-without-language',
    message: `The checkpoint ${folder} has no language model: it only points and names.`,
    hint: 'Give the folder of a whole checkpoint, such as models/checkpoints/nano.',
  });
}
