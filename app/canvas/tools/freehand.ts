// What is drawn with one stroke: a scribble over what is meant, a line round an area, a brush and an eraser. A stroke goes on
// while the pointer is outside of the picture and comes back to where it really is.

import type { Place } from '../view.ts';
import type { Placed, PointerInput, Tool } from './tool.ts';

export interface FreehandState {
  points: Place[];
  alt: boolean;
  radius: number;
}

/** The most places of one stroke that are kept. */
const mostPoints = 2000;

function freehandTool(placedBy: (state: FreehandState, slack: number) => Placed | null): Tool<FreehandState | null> {
  return {
    idle: null,
    step(state, input) {
      if (input.type === 'down') return { state: { points: [placeOf(input)], alt: input.alt, radius: input.radius }, placed: null };
      if (input.type === 'cancel' || state === null) return { state: null, placed: null };
      const points = isFar(state.points[state.points.length - 1], input) ? [...state.points, placeOf(input)] : state.points;
      const drawn = { ...state, points: points.length > mostPoints ? thinned(points) : points };
      return input.type === 'move' ? { state: drawn, placed: null } : { state: null, placed: placedBy(drawn, input.slack) };
    },
    // While it is drawn it is shown whatever its size.
    pending: (state) => (state === null ? null : placedBy(state, -1)),
  };
}

/** A line over what is meant. Without a length it would say no more than a click does, and is none. */
export const scribbleTool = freehandTool(({ points }, slack) => (lengthOf(points) > slack ? { kind: 'scribble', points } : null));

/** The area within a line that is closed by itself. With Alt it is taken away. */
export const lassoTool = freehandTool(({ points, alt }, slack) => (points.length > 2 && spanOf(points) > slack ? { kind: 'region', points, remove: alt } : null));

/** Paints on a mask, or takes away from it; with Alt the other of the two. */
export const brushTool = (remove: boolean) => freehandTool(({ points, alt, radius }) => ({ kind: 'stroke', points, radius, remove: remove !== alt }));

/** A tenth of a pixel is as fine as a place is kept. */
const placeOf = ({ x, y }: PointerInput): Place => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
const isFar = (last: Place, { x, y, slack }: PointerInput) => Math.hypot(x - last.x, y - last.y) > slack / 4;
const thinned = (points: readonly Place[]) => points.filter((_, index) => index % 2 === 0 || index === points.length - 1);

function lengthOf(points: readonly Place[]): number {
  let length = 0;
  for (let index = 1; index < points.length; index += 1) length += Math.hypot(points[index].x - points[index - 1].x, points[index].y - points[index - 1].y);
  return length;
}

function spanOf(points: readonly Place[]): number {
  const [first] = points;
  return points.reduce((span, { x, y }) => Math.max(span, Math.abs(x - first.x), Math.abs(y - first.y)), 0);
}
