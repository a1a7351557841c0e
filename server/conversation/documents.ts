// What the API gives out, as JSON. The page and agents read these.

import type { ErrorDocument, MaskShape, TurnStatus } from '../store/log-event.ts';

/** What the event stream of a turn carries; part of what the API gives out. */
export type { ErrorDocument, LoggedEvent, LogEvent, MaskShape, TurnStatus } from '../store/log-event.ts';

export interface ImageDocument {
  id: string;
  sessionId: string | null;
  parentId: string | null;
  source: 'upload' | 'sample' | 'edit' | 'draw';
  name: string;
  width: number;
  height: number;
  createdAt: string;
}

/** An upload as it was taken in; `notes` say what was done to it on the way. */
export interface UploadDocument extends ImageDocument {
  notes: string[];
}

export type PromptDocument =
  | { kind: 'point'; x: number; y: number; positive: boolean }
  | { kind: 'box'; left: number; top: number; width: number; height: number }
  | { kind: 'scribble'; points: { x: number; y: number }[] }
  | { kind: 'mask'; maskVersionId: string };

export interface MaskVersionDocument {
  id: string;
  turnId: string;
  number: number;
  parentId: string | null;
  operation: 'segment' | 'refine';
  score: number;
  shape: MaskShape;
}

export interface MaskDocument {
  id: string;
  sessionId: string;
  imageVersionId: string;
  name: string;
  createdAt: string;
  /** Oldest first; the last one is what the mask covers. */
  versions: MaskVersionDocument[];
}

export interface EditDocument {
  id: string;
  kind: string;
  instruction: string;
  sourceId: string | null;
  resultId: string;
  changedPixels: number;
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
  text: string;
  status: TurnStatus;
  imageVersionId: string | null;
  prompts: PromptDocument[];
  action: string | null;
  answer: string | null;
  /** Ids of the mask versions this turn made. */
  maskVersionIds: string[];
  edit: EditDocument | null;
  seed: number;
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
}

/** A page of the list, last changed first; `next` goes into ?before= for the following page. */
export interface SessionListDocument {
  sessions: SessionSummary[];
  next: string | null;
}

/** A session with its whole history, everything oldest first. */
export interface SessionDocument extends Omit<SessionSummary, 'turns'> {
  headTurnId: string | null;
  images: ImageDocument[];
  turns: TurnDocument[];
  masks: MaskDocument[];
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
}

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
}

export interface HealthDocument {
  status: 'ok' | 'no-worker' | 'database-unreachable';
  database: boolean;
  queue: { queued: number; running: number };
  workers: {
    id: string;
    pid: number;
    checkpoint: string;
    /** What was asked for or chosen. */
    device: string;
    /** The provider on which a timed probe really ran. */
    provider: string;
    probeMilliseconds: number;
    heartbeatSecondsAgo: number;
  }[];
}
