// From what the model says to what stands in the log. Everything a turn makes gets its id here, from the turn's own id and a
// counter, so that a second attempt makes the same things.

import { createHash } from 'node:crypto';
import type { NamedMask, TurnEvent } from '../focus/turn-events.ts';
import type { LogEvent, MaskShape } from '../store/log-event.ts';
import { shapeOf } from '../store/mask-shape.ts';
import type { Reference } from './seen-masks.ts';

/** A mask version the turn made. */
export interface MadeMask {
  versionId: string;
  maskId: string;
  /** The version it refines; null for a new mask. */
  refines: string | null;
  name: string;
  score: number;
  shape: MaskShape;
}

/** Previews are told and not logged. */
type Noted = Exclude<TurnEvent, { type: 'edit-preview' }>;

export interface Transcript {
  /** The events to log. Masks are held back while it is open whether they are new ones. */
  note(event: Noted): LogEvent[];
  /** What was said in words so far. */
  readonly text: string;
  readonly masks: readonly MadeMask[];
}

/** What was said with the references: nothing that a mask could be corrected by, words, or only what was pointed at. */
export type Saying = 'nothing' | 'words' | 'pointing';

/** `references`: the masks the turn refers to. */
export function openTranscript(turnId: string, references: readonly Reference[], saying: Saying): Transcript {
  const masks: MadeMask[] = [];
  const reference = references.length === 1 ? references[0] : null;
  let held: NamedMask[] = [];
  let text = '';

  const settle = (next: TurnEvent['type']): LogEvent[] => {
    const settled = held.map((mask): LogEvent => {
      const shape = shapeOf(mask.mask);
      const ids = { maskId: idOf(turnId, `mask ${masks.length}`), versionId: idOf(turnId, `mask version ${masks.length}`), refines: null, name: mask.name };
      // Words follow the masks of a segmentation, painting follows the place of an edit.
      const refined = reference !== null && !reference.locked && mayRefine(reference, saying) && held.length === 1 && next === 'text-start';
      // An edit was told its place: that is the mask that is there already.
      const same = reference !== null && next !== 'text-start' && shape.counts === reference.counts;
      const made = refined ? { ...ids, maskId: reference.maskId, refines: reference.id, name: reference.name }
        : same ? { ...ids, maskId: reference.maskId, versionId: reference.id, name: reference.name } : ids;
      if (!same) masks.push({ ...made, score: mask.score, shape });
      return { type: 'mask-end', maskId: made.maskId, versionId: made.versionId, name: made.name, score: mask.score, shape };
    });
    held = [];
    return settled;
  };

  return {
    note(event) {
      if (event.type === 'mask-end') {
        held.push(event);
        return reference === null ? settle('text-start') : [];
      }
      const settled = settle(event.type);
      if (event.type === 'text-delta') text += event.delta;
      // The end of an edit is logged with everything it made, at the end of the turn.
      if (event.type === 'edit-end') return settled;
      if (event.type === 'edit-progress') return [...settled, { type: 'edit-progress', step: event.step, of: event.of }];
      return [...settled, event];
    },
    get text() { return text; },
    masks,
  };
}

/** Words never write over what a person refined by hand: what they find becomes a mask of its own. */
function mayRefine({ byHand }: Reference, saying: Saying): boolean {
  return saying === 'pointing' || (saying === 'words' && !byHand);
}

/** A UUID that is always the same for this part of this turn. */
export function idOf(turnId: string, part: string): string {
  const hex = createHash('sha256').update(`${turnId}/${part}`).digest('hex');
  // Version 8: made by the application's own rule.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
