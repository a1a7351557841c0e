// The graphs as ONNX Runtime sessions on one device, each opened when it is first needed.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { CheckpointError, FocusError } from '../errors.ts';
import type { GraphName } from './graph-names.ts';

export type Device = 'cpu' | 'webgpu' | 'cuda';
export type Tensors = Record<string, Tensor>;

export interface Sessions {
  device: Device;
  /** Runs a graph; `outputs` names what is wanted, all where left out. */
  run(graph: GraphName, inputs: Tensors, outputs?: readonly string[]): Promise<Tensors>;
  open(graph: GraphName): Promise<InferenceSession>;
  close(): Promise<void>;
}

export interface SessionOptions {
  folder: string;
  device: Device;
  /** Threads inside one graph. The graphs of nano are too small to gain from a second one. */
  threads?: number;
  /** Outputs that stay on the device, by graph. */
  onDevice?: Partial<Record<GraphName, readonly string[]>>;
}

export function openSessions({ folder, device, threads = 1, onDevice = {} }: SessionOptions): Sessions {
  const opened = new Map<GraphName, Promise<InferenceSession>>();
  const open = (graph: GraphName): Promise<InferenceSession> => {
    let session = opened.get(graph);
    if (session === undefined) {
      const kept = device === 'webgpu' ? (onDevice[graph] ?? []) : [];
      session = create(join(folder, `${graph}.onnx`), device, threads, kept);
      opened.set(graph, session);
    }
    return session;
  };
  return {
    device,
    open,
    run: async (graph, inputs, outputs) => {
      const session = await open(graph);
      // A session that keeps outputs on the device binds them at its first run and fails where a later one asks for fewer.
      const all = outputs === undefined || (device === 'webgpu' && onDevice[graph] !== undefined);
      return (all ? session.run(inputs) : session.run(inputs, outputs)) as Promise<Tensors>;
    },
    close: async () => {
      const sessions = await Promise.allSettled(opened.values());
      opened.clear();
      for (const session of sessions) if (session.status === 'fulfilled') await session.value.release();
    },
  };
}

async function create(path: string, device: Device, threads: number, kept: readonly string[]): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, {
      executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      ...(kept.length > 0 ? { preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer' as const])) } : {}),
    });
  } catch (error) {
    throw device === 'cpu' ? unreadable(path, error) : noDevice(device, error);
  }
}

function unreadable(path: string, cause: unknown): CheckpointError {
  return new CheckpointError({
    code: 'graph-unreadable',
    message: `The model graph ${path} cannot be loaded: ${reasonOf(cause)}`,
    hint: 'Delete its folder; it is built anew at the next start.',
    cause,
  });
}

function noDevice(device: Device, cause: unknown): FocusError {
  return new FocusError({
    code: 'device-missing',
    message: `There is no usable ${device} device on this machine: ${reasonOf(cause)}`,
    status: 503,
    hint: 'Choose another device, for example FOCUS_DEVICE=cpu.',
    cause,
  });
}

/** The first line of a native error without the source position and the failed condition before it. */
function reasonOf(cause: unknown): string {
  const line = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
  return (/ was false\. (.+)$/.exec(line)?.[1] ?? line).replace(/^\S+:\d+ /, '').slice(0, 200);
}

export interface DeviceReport {
  device: Device;
  /** The provider that ran most of the probe's compute nodes, as ONNX Runtime names it. */
  provider: string;
  /** Compute nodes of the probe by provider. */
  nodes: Record<string, number>;
  /** One picture through `see`, after a first one. */
  milliseconds: number;
}

/**
 * Runs `see` twice with the profiler on and reports which provider really ran its nodes: a provider that is available
 * may still hand every node to the CPU.
 */
export async function probeDevice(folder: string, device: Device, side: number, profile: string): Promise<DeviceReport> {
  const path = join(folder, 'see.onnx');
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
      intraOpNumThreads: 1,
      enableProfiling: true,
      profileFilePrefix: profile,
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw device === 'cpu' ? unreadable(path, error) : noDevice(device, error);
  }
  const image = new Tensor('float32', new Float32Array(3 * side * side).fill(0.5), [1, 3, side, side]);
  await session.run({ image });
  const start = performance.now();
  await session.run({ image });
  const milliseconds = performance.now() - start;
  session.endProfiling();
  await session.release();
  const nodes = await nodesByProvider(profile);
  const provider = Object.keys(nodes).sort((one, other) => nodes[other] - nodes[one])[0] ?? 'unknown';
  return { device, provider, nodes, milliseconds };
}

/** Counts kernel runs by provider in the newest profile that begins with `prefix`, and deletes it. */
async function nodesByProvider(prefix: string): Promise<Record<string, number>> {
  const { dirname, basename } = await import('node:path');
  const { readdir } = await import('node:fs/promises');
  const names = (await readdir(dirname(prefix))).filter((name) => name.startsWith(basename(prefix))).sort();
  const counts: Record<string, number> = {};
  for (const name of names) {
    const path = join(dirname(prefix), name);
    const events = JSON.parse(await readFile(path, 'utf8')) as { cat?: string; args?: { provider?: string } }[];
    for (const { cat, args } of events) {
      if (cat === 'Node' && args?.provider) counts[args.provider] = (counts[args.provider] ?? 0) + 1;
    }
    await rm(path);
  }
  return counts;
}

/** Whether the installed onnxruntime brings a provider along. */
export function isBundled(device: Device): boolean {
  return listSupportedBackends().some((backend) => backend.name === device && backend.bundled);
}
