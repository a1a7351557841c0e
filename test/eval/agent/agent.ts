// An agent without a language model: it calls tools, looks at what comes back and decides by it, as a plan tells it to.

import type { AnyClient } from '../../server/mcp/clients.ts';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface SeenMask {
  maskId: string;
  versionId: string;
  name: string;
  score: number;
  area: number;
  box: Box | null;
}

/** What the tools give that plans look at. */
export interface Seen {
  sessionId: string;
  turnId: string;
  status: string;
  action: string | null;
  picture: { imageId: string; width: number; height: number };
  masks: SeenMask[];
  changed: SeenMask | null;
  canUndo: string | null;
  canRedo: string | null;
  edit: { fromImageId: string; toImageId: string; changedPixels: number; endedMaskIds: string[] } | null;
  versions: { imageId: string; parentId: string | null }[];
  turns: { turnId: string; text: string; imageId: string | null; toImageId: string | null }[];
  sessions: { sessionId: string; title: string }[];
  changedPixels: number;
  box: Box | null;
  counts: string;
  svg: string;
}

export interface Agent {
  /** @throws Error with the line of a refusal. */
  do(tool: string, given: Record<string, unknown>): Promise<Seen>;
  /** The code of the refusal, or null where it was done. */
  try(tool: string, given: Record<string, unknown>): Promise<string | null>;
}

/** What passes by itself; the refusal says to call again. */
const passing = ['database-unreachable', 'database-busy', 'no-worker', 'focus-starting'];
const [tries, pause] = [20, 3000];

export function agentOf(client: AnyClient): Agent {
  const call = async (tool: string, given: Record<string, unknown>): Promise<{ code: string | null; line: string; seen: Seen }> => {
    for (let left = tries; ; left -= 1) {
      const { isError, content, structuredContent } = await client.call(tool, given);
      const line = content[0].text ?? '';
      const code = isError ? /\(([\w-]+)\)$/.exec(line)?.[1] ?? 'unknown' : null;
      if (code === null || !passing.includes(code) || left === 0) return { code, line, seen: structuredContent as unknown as Seen };
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  return {
    async do(tool, given) {
      const { code, line, seen } = await call(tool, given);
      if (code !== null) throw new Error(`${tool}: ${line}`);
      // A slow machine gives a handle first.
      return seen.status === 'running' ? this.do('wait', { turnId: seen.turnId }) : seen;
    },
    try: async (tool, given) => (await call(tool, given)).code,
  };
}

export const bySize = (one: SeenMask, other: SeenMask): number => one.area - other.area;

/** Pixels between two boxes; 0 where they touch or overlap. */
export function gapBetween(one: Box, other: Box): number {
  const across = Math.max(one.left, other.left) - Math.min(one.left + one.width, other.left + other.width);
  const down = Math.max(one.top, other.top) - Math.min(one.top + one.height, other.top + other.height);
  return Math.max(0, across, down);
}
