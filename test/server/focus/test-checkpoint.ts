// A checkpoint with starting values instead of trained ones, for tests of everything but what was learnt.

import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../../models/focus/config.ts';
import { buildGraphs } from '../../../models/focus/graphs.ts';
import { initialValues } from '../../../models/graph/parameters.ts';
import { writeSafetensors } from '../../../models/graph/safetensors.ts';
import { type Focus, openFocus } from '../../../server/focus/focus.ts';

const models = fileURLToPath(new URL('../../../models', import.meta.url));

export interface TestCheckpoint {
  folder: string;
  cache: string;
  remove(): void;
}

let template: string | undefined;

export function writeTestCheckpoint(): TestCheckpoint {
  const root = mkdtempSync(join(tmpdir(), 'focus-checkpoint-'));
  // Nine million starting values take seconds: drawn once a process.
  if (template === undefined) process.once('exit', () => rmSync(template as string, { recursive: true, force: true }));
  template ??= writeTemplate();
  cpSync(template, root, { recursive: true });
  return { folder: root, cache: join(root, 'graphs'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Such a checkpoint, opened on the CPU; `close` also removes it. */
export async function openTestFocus(): Promise<{ checkpoint: TestCheckpoint; focus: Focus; close(): Promise<void> }> {
  const checkpoint = writeTestCheckpoint();
  const focus = await openFocus({ ...checkpoint, eyes: null, device: 'cpu' });
  return { checkpoint, focus, close: () => focus.close().then(checkpoint.remove) };
}

function writeTemplate(): string {
  const root = mkdtempSync(join(tmpdir(), 'focus-checkpoint-template-'));
  const { parameters } = buildGraphs(readConfig('nano'));
  const entries = [...parameters]
    .filter(({ name }) => !name.startsWith('train.'))
    .map((parameter) => ({ name: parameter.name, shape: parameter.shape, type: 'F16' as const, values: () => initialValues(parameter, 5) }));
  writeSafetensors(join(root, 'weights.safetensors'), entries);
  copyFileSync(join(models, 'checkpoints/nano/tokenizer.json'), join(root, 'tokenizer.json'));
  writeManifest(root);
  return root;
}

export function writeManifest(folder: string): void {
  const sum = (file: string): string => createHash('sha256').update(readFileSync(join(folder, file))).digest('hex');
  const files = ['weights.safetensors', 'tokenizer.json'];
  writeFileSync(join(folder, 'checkpoint.json'), JSON.stringify({ name: 'nano', sha256: Object.fromEntries(files.map((file) => [file, sum(file)])) }));
}
