// The session as the server's tools show it, as far as it matters here.

import type { Host, ToolResult } from './host.ts';

export interface Picture {
  imageId: string;
  width: number;
  height: number;
}

export interface Mask {
  maskId: string;
  versionId: string;
  name: string;
  score: number;
  area: number;
}

/** What open_image, get_session, segment and refine_mask have in common. */
export interface Shown {
  message: string;
  sessionId: string;
  picture: Picture | null;
  masks: Mask[];
  /** Of a message: whether it is finished. */
  status?: 'done' | 'running' | 'stopped';
  turnId?: string;
}

/** @throws Error with the server's own sentence when the call failed. */
export function shownIn(result: ToolResult): Shown {
  const text = result.content?.find(({ type }) => type === 'text')?.text ?? '';
  if (result.isError) throw new Error(text || 'It did not work.');
  // Hosts of the first hour hand on the text alone.
  return (result.structuredContent ?? JSON.parse(text)) as unknown as Shown;
}

/** Calls a tool and waits until what it began is finished. */
export async function call(host: Host, name: string, given: Record<string, unknown>): Promise<Shown> {
  return finished(host, shownIn(await host.callTool(name, given)));
}

export async function finished(host: Host, shown: Shown): Promise<Shown> {
  for (let latest = shown; ; latest = shownIn(await host.callTool('wait', { turnId: latest.turnId }))) {
    if (latest.status !== 'running') return latest;
  }
}
