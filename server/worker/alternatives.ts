import type { TurnResult } from '../focus/turn-events.ts';
import type { AlternativeDocument } from '../store/log-event.ts';
import { shapeOf } from '../store/mask-shape.ts';

/** What else a click may have meant, as it is given out, best first. */
export function alternativesOf({ alternatives = [] }: Pick<TurnResult, 'alternatives'>): AlternativeDocument[] {
  return alternatives.map(({ choice, name, score, mask }) => ({ choice, name, score, shape: shapeOf(mask) }));
}
