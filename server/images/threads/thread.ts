// One thread: does what it is asked, one thing at a time.

import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { FocusError } from '../../errors.ts';
import { shared } from './shared.ts';

export interface ThreadRequest {
  number: number;
  /** Path of a module and the name of a function in it. */
  file: string;
  name: string;
  given: unknown[];
}

export type ThreadAnswer =
  | { number: number; result: unknown }
  | { number: number; error: { message: string; focus?: ReturnType<FocusError['toJSON']> } };

parentPort?.on('message', (request: ThreadRequest) => void answer(request));

async function answer({ number, file, name, given }: ThreadRequest): Promise<void> {
  try {
    const module = (await import(pathToFileURL(file).href)) as Record<string, (...given: unknown[]) => unknown>;
    const { value, transfer } = shared(await module[name](...given));
    parentPort!.postMessage({ number, result: value } satisfies ThreadAnswer, transfer);
  } catch (error) {
    const focus = FocusError.isInstance(error) ? error.toJSON() : undefined;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort!.postMessage({ number, error: { message, ...(focus === undefined ? {} : { focus }) } } satisfies ThreadAnswer);
  }
}
