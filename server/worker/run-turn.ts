// One turn from claim to end. Whatever happens in between, either all of it is stored or the turn is taken up again.

import { setTimeout as pause } from 'node:timers/promises';
import { CancelledError, FocusError } from '../errors.ts';
import type { Focus } from '../focus/focus.ts';
import { previewPace } from '../focus/preview-pace.ts';
import { pictureToPngApart } from '../images/export.ts';
import type { PointedPrompt } from '../queue/direct-lane.ts';
import { turnFailed } from '../queue/fail-turn.ts';
import type { TurnQueue } from '../queue/turn-queue.ts';
import { databaseError } from '../store/database-error.ts';
import { measureShape } from '../store/mask-shape.ts';
import type { Store } from '../store/store.ts';
import { alternativesOf } from './alternatives.ts';
import { answerTurn } from './answer-turn.ts';
import type { Attention } from './attention.ts';
import { Abandoned, type Claim, claimTurn, returnTurn } from './claim.ts';
import { buildContext, type Context, type Said } from './context.ts';
import { openPreviewSender } from './edit-preview.ts';
import { type EventWriter, openEventWriter } from './event-writer.ts';
import { untilStopped } from './until-stopped.ts';
import { finishDone, finishEarly, type Outcome } from './finish.ts';
import type { Pictures } from './pictures.ts';
import { seeMasksOnce } from './seen-masks.ts';
import { openTranscript, type Saying, type Transcript } from './transcript.ts';

/** What a worker works with. */
export interface Workplace {
  workerId: string;
  store: Store;
  queue: TurnQueue;
  focus: Focus;
  pictures: Pictures;
  attention: Attention;
  /** Milliseconds waited after every event, so that a fast machine can be watched like a slow one. */
  stepPause: number;
}

/** Why a turn's signal was raised: by the person, or because this worker has to go. */
export type StopReason = 'stop' | 'shutdown';

/** @throws what the database throws; the turn is then taken up again. */
export async function runTurn(place: Workplace, turnId: string, signal: AbortSignal): Promise<void> {
  const { store, queue } = place;
  const claim = await claimTurn(store, turnId, place.workerId);
  if (claim === null) return;
  const writer = openEventWriter(store, claim);
  const said = saidIn(claim);
  const saying: Saying = said.prompts.length > 0 ? 'pointing' : said.text.trim() !== '' ? 'words' : 'nothing';
  let transcript = openTranscript(turnId, [], saying);
  const { imageVersion } = claim.turn;
  const leave = place.attention.on(imageVersion);
  try {
    let outcome: Outcome;
    try {
      if (claim.turn.stopRequested || signal.aborted) throw new CancelledError();
      const built = await untilStopped(buildContext(store, place.pictures, said, (looking) => seeMasksOnce(store, claim, looking)), signal);
      transcript = openTranscript(turnId, built.references, saying);
      outcome = await carryOut(place, claim, built, { writer, transcript, signal });
    } catch (error) {
      const reason: StopReason = signal.reason === 'shutdown' ? 'shutdown' : 'stop';
      if (isCancelled(error) && reason === 'shutdown' && !claim.turn.stopRequested) await returnTurn(store, queue, claim);
      else await finishEarly({ store, claim, writer, transcript }, isCancelled(error) ? undefined : refusalOf(error, turnId));
      return;
    }
    await finishDone({ store, claim, writer, transcript }, outcome);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
  } finally {
    leave();
    await writer.close();
  }
}

async function carryOut(
  { focus, store, pictures, stepPause }: Workplace,
  { turn }: Claim,
  context: Context,
  { writer, transcript, signal }: { writer: EventWriter; transcript: Transcript; signal: AbortSignal },
): Promise<Outcome> {
  const start = performance.now();
  const steps = answerTurn(focus, context, { seed: turn.seed, signal, previews: previewPace() });
  const show = openPreviewSender(store, turn.id);
  try {
    let step = await untilStopped(steps.next(), signal);
    for (; !step.done; step = await untilStopped(steps.next(), signal)) {
      if (step.value.type === 'edit-preview') {
        show(step.value);
        continue;
      }
      if (step.value.type === 'mask-end') await measureShape(step.value.mask, signal);
      for (const event of transcript.note(step.value)) await writer.add(event);
      if (stepPause > 0) await pause(stepPause, undefined, { signal });
    }
    const { action, answer, edit, intent, suggestions, aside, step: asked } = step.value;
    const alternatives = alternativesOf(step.value);
    if (alternatives.length > 0) await writer.add({ type: 'mask-alternatives', alternatives });
    if (edit !== undefined) await measureShape(edit.region, signal);
    const milliseconds = Math.round(performance.now() - start);
    const said = { action, answer, edit, intent, suggestions, aside, step: asked, milliseconds };
    if (edit === undefined) return said;
    const blob = await store.blobs.put(await pictureToPngApart(edit.picture, signal));
    // The next message is about it.
    pictures.keep(blob, edit.picture);
    return { ...said, blob };
  } finally {
    // A step that was given up ends by itself, some time after the turn.
    steps.return(undefined as never).catch(() => undefined);
  }
}

function saidIn({ turn }: Claim): Said {
  const { sessionId, parentId, imageVersionId, text, prompts, permitted } = turn;
  return {
    sessionId,
    parentTurnId: parentId,
    imageVersionId,
    text,
    prompts: prompts.filter(({ kind }) => kind !== 'mask').map(({ kind, data }) => ({ kind, ...(data as object) }) as PointedPrompt),
    maskVersionIds: prompts.flatMap(({ maskVersionId }) => maskVersionId ?? []),
    ...(permitted.length === 0 ? {} : { permitted: permitted as Said['permitted'] }),
  };
}

function isCancelled(error: unknown): boolean {
  return (FocusError.isInstance(error) && error.code === 'cancelled') || (error instanceof Error && error.name === 'AbortError');
}

/** What a failed turn says about its failure. @throws the error again where it is no fault of the turn. */
function refusalOf(error: unknown, turnId: string): ReturnType<FocusError['toJSON']> {
  if (error instanceof Abandoned) throw error;
  if (FocusError.isInstance(error)) return error.toJSON();
  if (databaseError(error) !== null) throw error;
  console.error(`Turn ${turnId} failed:`, error);
  return turnFailed();
}
