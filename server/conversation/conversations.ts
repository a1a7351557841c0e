// The one door to what focus does, for the page, the HTTP API, the AI SDK provider and agents. Everything thrown here that
// a person can meet is a FocusError.

import { databaseError } from '../store/database-error.ts';
import type { TurnNews } from '../store/log-event.ts';
import { ownedStore } from '../store/owned-store.ts';
import { openStore, type Store } from '../store/store.ts';
import { openTurnQueue, type TurnQueue } from '../queue/turn-queue.ts';
import { allChanges } from './all-changes.ts';
import type {
  ComputedDocument,
  EditReportDocument,
  HealthDocument,
  MaskDocument,
  MaskRleDocument,
  OperatedDocument,
  PreviewDocument,
  RecordDocument,
  SampleDocument,
  SessionDocument,
  SessionListDocument,
  ShareDocument,
  SharedDocument,
  TurnDocument,
  UploadDocument,
} from './documents.ts';
import { editReport, imageRegion, imageReport } from './edit-report.ts';
import { exportSession, type SessionExport } from './export-session.ts';
import { health, withoutDatabase } from './health.ts';
import { addImage, type AddImageOptions, readImage, smallImage, type SmallPicture, type StoredPicture } from './images.ts';
import { type MaskFile, maskFile, type MaskFormat, maskPicture } from './mask-files.ts';
import { importMask } from './mask-import.ts';
import { getMask, readMask } from './masks.ts';
import { operate, previewOperation } from './operate.ts';
import type { ImportRequest, OperationRequest, RecordRequest } from './operation-requests.ts';
import { preview } from './preview.ts';
import { rateTurn } from './rate.ts';
import { readRecord } from './record.ts';
import type { ListRequest, PreviewRequest, RatingRequest, RedoRequest, SessionRequest, TitleRequest, TurnRequest } from './requests.ts';
import { listSamples, readSample } from './samples.ts';
import { redoTurn, say } from './say.ts';
import { sessionChanges } from './session-changes.ts';
import { deleteSession, restoreSession } from './session-deletion.ts';
import { share, shared, sharedPicture, shareOf, unshare } from './share.ts';
import { createSession, getSession, listSessions, renameSession, requireSession } from './sessions.ts';
import { turnEvents } from './turn-events.ts';
import { getTurn, stopTurn, type TurnProgress, turnProgress } from './turns.ts';

export interface Conversations {
  addImage(bytes: Uint8Array, name: string, options?: Pick<AddImageOptions, 'milliseconds'>): Promise<UploadDocument>;
  picture(imageId: string): Promise<StoredPicture>;
  /** With at most `side` pixels on its longest side. */
  smallPicture(png: Uint8Array, side: number): Promise<SmallPicture>;
  samples(): Promise<SampleDocument[]>;
  /** The PNG file of a sample. */
  sample(name: string): Promise<Uint8Array>;
  createSession(request: SessionRequest): Promise<SessionDocument>;
  listSessions(request?: ListRequest): Promise<SessionListDocument>;
  getSession(id: string): Promise<SessionDocument>;
  renameSession(id: string, request: TitleRequest): Promise<SessionDocument>;
  /** It can be had back for some days. */
  deleteSession(id: string): Promise<void>;
  restoreSession(id: string): Promise<SessionDocument>;
  /** A session as a ZIP, piece by piece. */
  exportSession(id: string): Promise<SessionExport>;
  /** The link by which the session can be read, made at the first time. */
  share(sessionId: string): Promise<ShareDocument>;
  shareOf(sessionId: string): Promise<ShareDocument | null>;
  unshare(sessionId: string): Promise<void>;
  shared(token: string): Promise<SharedDocument>;
  sharedPicture(token: string, name: string): Promise<StoredPicture>;
  /** @throws InputError `session-unknown`. */
  requireSession(id: string): Promise<void>;
  /** Resolves when the message is on the disk and in the queue. */
  say(sessionId: string, request: TurnRequest): Promise<TurnDocument>;
  /** The message of a turn once more with another seed, as a variant beside it. */
  redoTurn(turnId: string, request?: RedoRequest): Promise<TurnDocument>;
  getTurn(id: string): Promise<TurnDocument>;
  rateTurn(id: string, request: RatingRequest): Promise<TurnDocument>;
  /** What the edit of a turn changed, counted. */
  editReport(turnId: string): Promise<EditReportDocument>;
  /** What the edit that made a version of the picture changed, counted. */
  imageReport(imageId: string): Promise<EditReportDocument>;
  /** The region of that edit as a PNG. */
  imageRegion(imageId: string): Promise<Uint8Array>;
  /** How far the event log of a turn is. */
  progress(turnId: string): Promise<TurnProgress>;
  stop(turnId: string): Promise<TurnDocument>;
  events(turnId: string, options?: { after?: number; signal?: AbortSignal }): AsyncGenerator<TurnNews, void, undefined>;
  changes(sessionId: string, signal?: AbortSignal): AsyncGenerator<{ sessionId: string }, void, undefined>;
  /** Of all sessions; '' where some may have been missed. */
  allChanges(signal?: AbortSignal): AsyncGenerator<{ sessionId: string }, void, undefined>;
  preview(sessionId: string, request: PreviewRequest, signal?: AbortSignal): Promise<PreviewDocument>;
  /** Changes masks, changes the picture exactly, moves to another picture or turn, undoes and redoes; recorded. */
  operate(sessionId: string, request: OperationRequest): Promise<OperatedDocument>;
  /** What an operation would make of a mask; nothing is kept. */
  previewOperation(sessionId: string, request: OperationRequest): Promise<ComputedDocument>;
  /** The record of operations. */
  operations(sessionId: string, request?: RecordRequest): Promise<RecordDocument>;
  /** A mask from a picture file. */
  importMask(sessionId: string, bytes: Uint8Array, request?: ImportRequest): Promise<OperatedDocument>;
  /** A mask with its versions, by its id or that of a version; also when it was deleted. */
  getMask(id: string): Promise<MaskDocument>;
  /** By the id of a mask (its newest version) or of a version; `version` is the number or id of another version of it. */
  mask(id: string, version?: string): Promise<MaskRleDocument>;
  maskFile(mask: MaskRleDocument, format: MaskFormat, image?: string): Promise<MaskFile>;
  maskPicture(mask: MaskRleDocument): Promise<Uint8Array>;
  /** Never throws for a database that is away: it says so. */
  health(): Promise<HealthDocument>;
  close(): Promise<void>;
}

/** The whole of it, which whoever has no token sees. */
export interface Door extends Conversations {
  /** What the holder of a token may know of: what was begun or uploaded with it. Everything else is unknown. null: all. */
  of(owner: string | null): Conversations;
}

export interface ConversationsOptions {
  databaseUrl: string;
  dataFolder: string;
  /** Folder of the sample pictures. */
  samples?: string;
}

/** Connects to nothing yet, so it succeeds while the database is away. */
export async function openConversations({ databaseUrl, dataFolder, samples = 'samples' }: ConversationsOptions): Promise<Door> {
  const all = await openStore({ databaseUrl, dataFolder });
  let opening: Promise<TurnQueue> | null = null;
  const queue = (): Promise<TurnQueue> => {
    opening ??= openTurnQueue({ databaseUrl, store: all, role: 'sender' }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const showing = (store: Store): Conversations => ({
    addImage: plainly((bytes, name, options) => addImage(store, bytes, name, options)),
    picture: plainly((id) => readImage(store, id)),
    smallPicture: smallImage,
    samples: () => listSamples(samples),
    sample: (name) => readSample(samples, name),
    createSession: plainly((request) => createSession(store, samples, request)),
    listSessions: plainly((request) => listSessions(store, request)),
    getSession: plainly((id) => getSession(store, id)),
    exportSession: plainly((id) => exportSession(store, id)),
    share: plainly((id) => share(store, id)),
    shareOf: plainly((id) => shareOf(store, id)),
    unshare: plainly((id) => unshare(store, id)),
    // A link is shown to everyone who has it.
    shared: plainly((token) => shared(all, token)),
    sharedPicture: plainly((token, name) => sharedPicture(all, token, name)),
    requireSession: plainly((id) => requireSession(store, id)),
    renameSession: plainly((id, request) => renameSession(store, id, request)),
    deleteSession: plainly((id) => deleteSession(store, id)),
    restoreSession: plainly((id) => restoreSession(store, id)),
    say: plainly(async (sessionId, request) => say(store, await queue(), sessionId, request)),
    redoTurn: plainly(async (turnId, request = {}) => redoTurn(store, await queue(), turnId, request)),
    getTurn: plainly((id) => getTurn(store, id)),
    rateTurn: plainly((id, request) => rateTurn(store, id, request)),
    editReport: plainly((turnId) => editReport(store, turnId)),
    imageReport: plainly((imageId) => imageReport(store, imageId)),
    imageRegion: plainly((imageId) => imageRegion(store, imageId)),
    progress: plainly((id) => turnProgress(store, id)),
    stop: plainly((id) => stopTurn(store, id)),
    events: plainStream((turnId, options) => turnEvents(store, turnId, options)),
    changes: plainStream((sessionId, signal) => sessionChanges(store, sessionId, signal)),
    allChanges: plainStream((signal) => allChanges(store, signal)),
    preview: plainly((sessionId, request, signal) => preview(store, sessionId, request, signal)),
    operate: plainly((sessionId, request) => operate(store, sessionId, request)),
    previewOperation: plainly((sessionId, request) => previewOperation(store, sessionId, request)),
    operations: plainly((sessionId, request = {}) => readRecord(store, sessionId, request)),
    importMask: plainly((sessionId, bytes, request = {}) => importMask(store, sessionId, bytes, request)),
    getMask: plainly((id) => getMask(store, id)),
    mask: plainly((id, version) => readMask(store, id, version)),
    maskFile: plainly((mask, format, image) => maskFile(store, mask, format, image)),
    maskPicture,
    health: () => health(store).catch((error: unknown) => {
      if (databaseError(error) === null) throw error;
      return withoutDatabase;
    }),
    async close() {
      await opening?.then((open) => open.close()).catch(() => undefined);
      await all.close();
    },
  });
  const door = showing(all);
  return { ...door, of: (owner) => (owner === null ? door : showing(ownedStore(all, owner))) };
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
