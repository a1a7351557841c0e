import { pathOf } from './mask-paths.ts';
import type { ShownMask } from './session-masks.ts';

let context: CanvasRenderingContext2D | null = null;

/** The smallest mask at a place of the picture: what lies inside of another can be reached. */
export function maskAt(masks: readonly ShownMask[], { x, y }: { x: number; y: number }): ShownMask | null {
  context ??= document.createElement('canvas').getContext('2d');
  const inBox = masks.filter(({ shape: { box } }) => x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height);
  inBox.sort((one, other) => one.shape.area - other.shape.area);
  return inBox.find(({ shape }) => {
    const path = pathOf(shape);
    return path !== null && context?.isPointInPath(path, x + 0.5, y + 0.5, 'evenodd') === true;
  }) ?? null;
}
