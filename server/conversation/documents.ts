// What the API gives out, as JSON. The page and agents read these.

import type { AlternativeDocument, ErrorDocument, MaskShape, TurnStatus } from '../store/log-event.ts';
import type { Adjustment } from '../images/adjust/adjustment.ts';
import type { OperationRequest } from './operation-requests.ts';

/** What the event stream of a turn carries; part of what the API gives out. */
export type { AlternativeDocument, ErrorDocument, LogEvent, MaskShape, PreviewEvent, TurnNews, TurnStatus } from '../store/log-event.ts';

export interface ImageDocument {
  id: string;
  sessionId: string | null;
  parentId: string | null;
  source: 'upload' | 'sample' | 'edit' | 'draw';
  name: string;
  width: number;
  height: number;
  /** Its pixels lie elsewhere than its parent's (cropped, turned, resized): masks of before are not there. */
  moved: boolean;
  createdAt: string;
  /** Of a session's picture that was made by an operation: what was done. One made by a message has it with its turn. */
  adjustment?: EditDocument;
  /** What was done to it on the way in, a sentence each. */
  notes: string[];
}

/** An upload as it was taken in. */
export type UploadDocument = ImageDocument;

export type PromptDocument =
  /** `choice`: of a first click, which of the things it may mean is meant; 0, the likeliest, where left out. */
  | { kind: 'point'; x: number; y: number; positive: boolean; choice?: number }
  | { kind: 'box'; left: number; top: number; width: number; height: number }
  | { kind: 'scribble'; points: { x: number; y: number }[] }
  | { kind: 'mask'; maskVersionId: string };

export type MaskOperation =
  | 'segment' | 'refine' | 'union' | 'intersect' | 'subtract' | 'invert' | 'grow' | 'shrink' | 'feather' | 'draw' | 'restore' | 'duplicate' | 'move';

export interface MaskVersionDocument {
  id: string;
  /** null: made by hand. Else its prompts are those of the turn. */
  turnId: string | null;
  /** From 1; a version that was undone leaves a gap. */
  number: number;
  /** The version before it. */
  parentId: string | null;
  /** Versions it was computed from. */
  sourceIds: string[];
  operation: MaskOperation;
  /** What the operation was told. */
  parameters: { pixels?: number; tool?: 'brush' | 'eraser' | 'lasso' | 'import'; prompts?: PromptDocument[] };
  score: number;
  shape: MaskShape;
  /** Width of the soft edge inside the mask, pixels. */
  feather: number;
  createdAt: string;
}

export interface MaskDocument {
  id: string;
  sessionId: string;
  imageVersionId: string;
  name: string;
  /** Not shown, and nothing else. */
  hidden: boolean;
  /** Refuses changes. */
  locked: boolean;
  /** Only where the mask is asked for by its id: a session does not list deleted ones. */
  deleted: boolean;
  createdAt: string;
  /** Oldest first, without those undone; the last one is what the mask covers. */
  versions: MaskVersionDocument[];
}

/** Something done to the masks or the place of a session. */
export interface OperationDocument {
  id: string;
  sessionId: string;
  /** From 1 without gaps. */
  seq: number;
  /** As in the request; `turn`: what a message made. */
  kind: 'turn' | OperationRequest['kind'];
  /** Masks made or changed. */
  maskIds: string[];
  /** The mask version made. */
  versionId: string | null;
  /** The version of the picture made. */
  imageId: string | null;
  turnId: string | null;
  /** seq of what was undone or redone. */
  target: number | null;
  createdAt: string;
}

/** What an operation did; `mask` is the mask made or changed, as it is now, where it is one, `image` the version of the picture made. */
export interface OperatedDocument {
  operation: OperationDocument;
  mask: MaskDocument | null;
  image: ImageDocument | null;
}

/** Part of the record, and what undo and redo would take next. */
export interface RecordDocument {
  operations: OperationDocument[];
  undo: OperationDocument | null;
  redo: OperationDocument | null;
}

/** A mask as an operation would make it; nothing is stored. */
export interface ComputedDocument {
  shape: MaskShape;
  feather: number;
}

export interface EditDocument {
  id: string;
  kind: string;
  instruction: string;
  /** What was computed exactly, without the model; null: painted. */
  exact: Adjustment | null;
  sourceId: string | null;
  resultId: string;
  /** Mask versions that said where. */
  maskVersionIds: string[];
  changedPixels: number;
  /** Pixels of what was marked; null where nothing was. */
  markedPixels: number | null;
  /** changedPixels ÷ markedPixels; null where nothing was marked. */
  changedByMarked: number | null;
  /** Pixels that changed beyond what was marked and its soft border. */
  outsidePixels: number;
  outsideEqual: boolean;
  seed: number;
  paintedAt: { width: number; height: number };
  milliseconds: number;
  /** Masks whose thing was removed or replaced: they are not there on the result and what follows it. */
  endedMaskIds: string[];
}

export interface TurnDocument {
  id: string;
  sessionId: string;
  parentId: string | null;
  /** The turn whose place it takes in another branch. */
  replacesId: string | null;
  text: string;
  status: TurnStatus;
  /** Of one that waits, asked for by its id: how many run or wait before it. */
  before?: number;
  /** Of one that waits or runs, asked for by its id: whole seconds it will still take, where earlier turns tell. */
  secondsLeft?: number;
  imageVersionId: string | null;
  prompts: PromptDocument[];
  /** What it could be answered with, where that was said with it. */
  permitted?: string[];
  /** What the words were taken for (server/focus/intent/intent.ts): its kind, and of a change what was understood of it. */
  intent?: { kind: string } & Record<string, unknown>;
  /** Messages that would go on from here. */
  suggestions?: string[];
  action: string | null;
  answer: string | null;
  /** Ids of the mask versions this turn made. */
  maskVersionIds: string[];
  /** Of a message with clicks that made masks: whether each clicked pixel is in them, or out of them, as it was said. */
  clicks?: { x: number; y: number; positive: boolean; held: boolean }[];
  edit: EditDocument | null;
  seed: number;
  rating: 'up' | 'down' | null;
  error: ErrorDocument | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** A session in the list. */
export interface SessionSummary {
  id: string;
  title: string;
  createdAt: string;
  updatedAt: string;
  turns: number;
  currentImage: ImageDocument | null;
  /** Of a search: the words around the first place found in a message or an answer. */
  match: string | null;
}

/** A page of the list, last changed first; `next` goes into ?before= for the following page. */
export interface SessionListDocument {
  sessions: SessionSummary[];
  next: string | null;
}

/** A session with its whole history, everything oldest first. */
export interface SessionDocument extends Omit<SessionSummary, 'turns' | 'match'> {
  headTurnId: string | null;
  images: ImageDocument[];
  turns: TurnDocument[];
  masks: MaskDocument[];
  /** How many operations there were. */
  operations: number;
  /** What undo and redo would take next. */
  undo: OperationDocument | null;
  redo: OperationDocument | null;
}

/** One version of a mask as COCO run lengths, with the numbers one would compute first. */
export interface MaskRleDocument {
  maskId: string;
  versionId: string;
  sessionId: string;
  imageVersionId: string;
  name: string;
  score: number;
  /** [height, width] */
  size: [number, number];
  counts: string;
  area: number;
  box: MaskShape['box'];
  number: number;
  operation: MaskOperation;
  /** Width of the soft edge inside the mask, pixels. */
  feather: number;
}

/** What an edit changed, counted on the pictures. */
export interface EditReportDocument {
  /** null: done by an operation. */
  turnId: string | null;
  editId: string;
  kind: string;
  instruction: string;
  seed: number;
  sourceId: string | null;
  resultId: string;
  /** The pixels that could change. */
  region: MaskShape;
  /** Pixels of the region, and its share of the picture. */
  area: number;
  share: number;
  changedPixels: number;
  markedPixels: number | null;
  changedByMarked: number | null;
  outsidePixels: number;
  /** Bytes of the picture outside the region that differ from the source's: 0. null for a drawing, which has no source. */
  outsideChangedBytes: number | null;
  milliseconds: number;
  paintedAt: { width: number; height: number };
}

/** A link by which a session can be read: GET /api/shared/TOKEN. */
export interface ShareDocument {
  token: string;
  createdAt: string;
}

/** A session as its link shows it: names (picture-1, turn-1, mask-1, mask-1-version-1, gone) in place of ids. */
export type SharedDocument = Omit<SessionDocument, 'operations' | 'undo' | 'redo'>;

/** A picture that comes with focus; a session can begin with it by its name. */
export interface SampleDocument {
  name: string;
  title: string;
  width: number;
  height: number;
}

/** What the masks of the prompts would be, from the direct lane; nothing is stored. */
export interface PreviewDocument {
  masks: { name: string; score: number; shape: MaskShape }[];
  /** What else a click may mean, best first; `choice` is for its prompt. */
  alternatives: AlternativeDocument[];
}

export interface HealthDocument {
  status: 'ok' | 'no-worker' | 'database-unreachable';
  database: boolean;
  queue: { queued: number; running: number };
  workers: {
    id: string;
    pid: number;
    /** Reads and paints. */
    checkpoint: string;
    /** Points and names on photos; null: `checkpoint` does. */
    marks: string | null;
    /** What was asked for or chosen. */
    device: string;
    /** The provider on which a timed probe really ran. */
    provider: string;
    probeMilliseconds: number;
    heartbeatSecondsAgo: number;
  }[];
}
