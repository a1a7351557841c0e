// What stands in the event log of a turn, in the order of `seq`. The page, the API and agents read these; sizes and
// places are pixels of the turn's picture.

export interface MaskShape {
  /** COCO compressed run lengths. */
  counts: string;
  width: number;
  height: number;
  area: number;
  box: { left: number; top: number; width: number; height: number };
}

/** What else a click may mean. */
export interface AlternativeDocument {
  /** As the prompt takes it: 0 is the likeliest. */
  choice: number;
  name: string;
  score: number;
  shape: MaskShape;
}

export type LogEvent =
  | { type: 'turn-start' }
  | { type: 'text-start' }
  | { type: 'text-delta'; delta: string }
  | { type: 'text-end'; text: string }
  | { type: 'mask-start'; name: string }
  /** The ids are valid in the API once the turn is done; `shape` can be drawn at once. */
  | { type: 'mask-end'; maskId: string; versionId: string; name: string; score: number; shape: MaskShape }
  /** What else the click may have meant than what was marked, best first. */
  | { type: 'mask-alternatives'; alternatives: AlternativeDocument[] }
  /** Rows of a drawing that are composed. */
  | { type: 'code-progress'; step: number; of: number }
  /** Steps of painting that are done, from 0. */
  | { type: 'edit-progress'; step: number; of: number }
  | { type: 'edit-end'; kind: string; imageId: string; width: number; height: number; changedPixels: number; seed: number }
  /** The worker died and the turn began anew otherwise than before: forget what came before this. */
  | { type: 'turn-restart' }
  /** Always last; nothing follows. */
  | { type: 'turn-end'; status: TurnEndStatus; error?: ErrorDocument };

/**
 * What is painted looks like this so far: a data URL of at most 64 pixels, transparent outside of what changes, and where it lies in the
 * turn's picture (null for a drawing). It comes between the events and stands in no log; who reads later does not see it.
 */
export type PreviewEvent = { type: 'edit-preview'; picture: string; box: { left: number; top: number; width: number; height: number } | null };

export type TurnEndStatus = 'done' | 'stopped' | 'failed';
export type TurnStatus = 'queued' | 'running' | TurnEndStatus;

/** A FocusError as data. */
export interface ErrorDocument {
  code: string;
  message: string;
  status: number;
  hint: string;
}

export interface LoggedEvent {
  turnId: string;
  seq: number;
  event: LogEvent;
}

/** What a reader of a turn gets. A preview has the `seq` of the event it came behind. */
export interface TurnNews {
  turnId: string;
  seq: number;
  event: LogEvent | PreviewEvent;
}
