// A click that says "this" or "not this". It counts where the pointer went down; one that is dragged away does not count,
// because that is a change of mind.

import type { Placed, Tool } from './tool.ts';

export type PointState = { x: number; y: number } | null;

export const pointTool = (positive: boolean): Tool<PointState> => clickTool(({ x, y }, alt) => ({ kind: 'point', x, y, positive: positive !== alt }));

/** Chooses the mask that was clicked. */
export const pickTool: Tool<PointState> = clickTool(({ x, y }) => ({ kind: 'pick', x, y }));

function clickTool(placedAt: (place: { x: number; y: number }, alt: boolean) => Placed): Tool<PointState> {
  return {
    idle: null,
    step(state, { type, x, y, alt, slack }) {
      if (type === 'down') return { state: { x, y }, placed: null };
      if (type === 'cancel' || state === null) return { state: null, placed: null };
      const near = Math.hypot(x - state.x, y - state.y) <= slack;
      if (type === 'move') return { state: near ? state : null, placed: null };
      return { state: null, placed: near ? placedAt(state, alt) : null };
    },
    pending: () => null,
  };
}
