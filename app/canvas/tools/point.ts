// A click that says "this" or "not this". It counts where the pointer went down; one that is dragged away does not count,
// because that is a scroll or a change of mind.

import type { Tool } from './tool.ts';

export type PointState = { x: number; y: number } | null;

export function pointTool(positive: boolean): Tool<PointState> {
  return {
    idle: null,
    step(state, { type, x, y, alt, slack }) {
      if (type === 'down') return { state: { x, y }, prompt: null };
      if (type === 'cancel' || state === null) return { state: null, prompt: null };
      const near = Math.hypot(x - state.x, y - state.y) <= slack;
      if (type === 'move') return { state: near ? state : null, prompt: null };
      return { state: null, prompt: near ? { kind: 'point', x: state.x, y: state.y, positive: positive !== alt } : null };
    },
    pending: () => null,
  };
}
