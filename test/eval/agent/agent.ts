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

export function agentOf(client: AnyClient): Agent {
  return {
    do: async (tool, given) => (await client.data(tool, given)) as Seen,
    async try(tool, given) {
      const { isError, content } = await client.call(tool, given);
      return isError ? /\(([\w-]+)\)$/.exec(content[0].text ?? '')?.[1] ?? 'unknown' : null;
    },
  };
}

export const bySize = (one: SeenMask, other: SeenMask): number => one.area - other.area;

/** Pixels between two boxes; 0 where they touch or overlap. */
export function gapBetween(one: Box, other: Box): number {
  const across = Math.max(one.left, other.left) - Math.min(one.left + one.width, other.left + other.width);
  const down = Math.max(one.top, other.top) - Math.min(one.top + one.height, other.top + other.height);
  return Math.max(0, across, down);
}
