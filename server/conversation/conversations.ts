// The one door to what focus does, for the page, the HTTP API, the AI SDK provider and agents. Everything thrown here that
// a person can meet is a FocusError.

import { databaseError } from '../store/database-error.ts';
import type { LoggedEvent } from '../store/log-event.ts';
import { openStore } from '../store/store.ts';
import { openTurnQueue, type TurnQueue } from '../queue/turn-queue.ts';
import type {
  HealthDocument,
  MaskRleDocument,
  PreviewDocument,
  SampleDocument,
  SessionDocument,
  SessionListDocument,
  TurnDocument,
  UploadDocument,
} from './documents.ts';
import { health, withoutDatabase } from './health.ts';
import { addImage, readImage, smallImage, type StoredPicture } from './images.ts';
import { maskPicture, readMask } from './masks.ts';
import { preview } from './preview.ts';
import type { ListRequest, PreviewRequest, SessionRequest, TitleRequest, TurnRequest } from './requests.ts';
import { listSamples, readSample } from './samples.ts';
import { say } from './say.ts';
import { sessionChanges } from './session-changes.ts';
import { createSession, deleteSession, getSession, listSessions, renameSession, requireSession } from './sessions.ts';
import { turnEvents } from './turn-events.ts';
import { getTurn, stopTurn, type TurnProgress, turnProgress } from './turns.ts';

export interface Conversations {
  addImage(bytes: Uint8Array, name: string): Promise<UploadDocument>;
  picture(imageId: string): Promise<StoredPicture>;
  /** A JPEG of at most `side` pixels. */
  smallPicture(png: Uint8Array, side: number): Promise<Uint8Array>;
  samples(): Promise<SampleDocument[]>;
  /** The PNG file of a sample. */
  sample(name: string): Promise<Uint8Array>;
  createSession(request: SessionRequest): Promise<SessionDocument>;
  listSessions(request?: ListRequest): Promise<SessionListDocument>;
  getSession(id: string): Promise<SessionDocument>;
  renameSession(id: string, request: TitleRequest): Promise<SessionDocument>;
  deleteSession(id: string): Promise<void>;
  /** @throws InputError `session-unknown`. */
  requireSession(id: string): Promise<void>;
  /** Resolves when the message is on the disk and in the queue. */
  say(sessionId: string, request: TurnRequest): Promise<TurnDocument>;
  getTurn(id: string): Promise<TurnDocument>;
  /** How far the event log of a turn is. */
  progress(turnId: string): Promise<TurnProgress>;
  stop(turnId: string): Promise<TurnDocument>;
  events(turnId: string, options?: { after?: number; signal?: AbortSignal }): AsyncGenerator<LoggedEvent, void, undefined>;
  changes(sessionId: string, signal?: AbortSignal): AsyncGenerator<{ sessionId: string }, void, undefined>;
  preview(sessionId: string, request: PreviewRequest, signal?: AbortSignal): Promise<PreviewDocument>;
  /** By the id of a mask or of one of its versions. */
  mask(id: string): Promise<MaskRleDocument>;
  maskPicture(mask: MaskRleDocument): Promise<Uint8Array>;
  /** Never throws for a database that is away: it says so. */
  health(): Promise<HealthDocument>;
  close(): Promise<void>;
}

export interface ConversationsOptions {
  databaseUrl: string;
  dataFolder: string;
  /** Folder of the sample pictures. */
  samples?: string;
}

/** Connects to nothing yet, so it succeeds while the database is away. */
export async function openConversations({ databaseUrl, dataFolder, samples = 'samples' }: ConversationsOptions): Promise<Conversations> {
  const store = await openStore({ databaseUrl, dataFolder });
  let opening: Promise<TurnQueue> | null = null;
  const queue = (): Promise<TurnQueue> => {
    opening ??= openTurnQueue({ databaseUrl, store, role: 'sender' }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    addImage: plainly((bytes, name) => addImage(store, bytes, name)),
    picture: plainly((id) => readImage(store, id)),
    smallPicture: smallImage,
    samples: () => listSamples(samples),
    sample: (name) => readSample(samples, name),
    createSession: plainly((request) => createSession(store, samples, request)),
    listSessions: plainly((request) => listSessions(store, request)),
    getSession: plainly((id) => getSession(store, id)),
    requireSession: plainly((id) => requireSession(store, id)),
    renameSession: plainly((id, request) => renameSession(store, id, request)),
    deleteSession: plainly((id) => deleteSession(store, id)),
    say: plainly(async (sessionId, request) => say(store, await queue(), sessionId, request)),
    getTurn: plainly((id) => getTurn(store, id)),
    progress: plainly((id) => turnProgress(store, id)),
    stop: plainly((id) => stopTurn(store, id)),
    events: plainStream((turnId, options) => turnEvents(store, turnId, options)),
    changes: plainStream((sessionId, signal) => sessionChanges(store, sessionId, signal)),
    preview: plainly((sessionId, request, signal) => preview(store, sessionId, request, signal)),
    mask: plainly((id) => readMask(store, id)),
    maskPicture,
    health: () => health(store).catch((error: unknown) => {
      if (databaseError(error) === null) throw error;
      return withoutDatabase;
    }),
    async close() {
      await opening?.then((open) => open.close()).catch(() => undefined);
      await store.close();
    },
  };
}

/** The method with errors of the database in words for people. */
function plainly<Parameters extends unknown[], Result>(
  method: (...parameters: Parameters) => Promise<Result>,
): (...parameters: Parameters) => Promise<Result> {
  return async (...parameters) => {
    try {
      return await method(...parameters);
    } catch (error) {
      throw databaseError(error) ?? error;
    }
  };
}

function plainStream<Parameters extends unknown[], Item>(
  method: (...parameters: Parameters) => AsyncGenerator<Item, void, undefined>,
): (...parameters: Parameters) => AsyncGenerator<Item, void, undefined> {
  return async function* (...parameters) {
    try {
      yield* method(...parameters);
    } catch (error) {
      throw databaseError(error) ?? error;
    }
  };
}
