// A box from one corner to the opposite one, drawn in any direction. A box that is no larger than a slip is none.

import type { PromptDocument } from '../../../server/conversation/documents.ts';
import type { Tool } from './tool.ts';

export type BoxState = { startX: number; startY: number; x: number; y: number } | null;

export const boxTool: Tool<BoxState> = {
  idle: null,
  step(state, { type, x, y, slack }) {
    if (type === 'down') return { state: { startX: x, startY: y, x, y }, placed: null };
    if (type === 'cancel' || state === null) return { state: null, placed: null };
    const moved = { ...state, x, y };
    if (type === 'move') return { state: moved, placed: null };
    const large = Math.abs(x - state.startX) > slack && Math.abs(y - state.startY) > slack;
    return { state: null, placed: large ? boxOf(moved) : null };
  },
  pending: (state) => (state === null ? null : boxOf(state)),
};

/** Both corner pixels belong to the box. */
function boxOf({ startX, startY, x, y }: NonNullable<BoxState>): PromptDocument {
  return {
    kind: 'box',
    left: Math.min(startX, x),
    top: Math.min(startY, y),
    width: Math.abs(x - startX) + 1,
    height: Math.abs(y - startY) + 1,
  };
}
