// The canonical context of a turn: the picture, the newest masks made on the way to it, the last turns as text. It depends
// only on what is stored, so a turn can be replayed, and what it costs does not grow with the session.

import { holds } from '../focus/clicks.ts';
import { looksBack } from '../focus/look-back.ts';
import { promptLimits, type PastTurn } from '../focus/prompt.ts';
import type { TurnInput } from '../focus/turn-input.ts';
import type { Picture } from '../images/picture.ts';
import { union } from '../images/mask.ts';
import type { Point } from '../images/raster.ts';
import type { PointedPrompt } from '../queue/direct-lane.ts';
import type { Store } from '../store/store.ts';
import { possibleSteps } from './carry-step.ts';
import { maskOf, type StoredMask } from './masks-on-the-way.ts';
import type { Pictures } from './pictures.ts';
import { type Looking, type Reference, type SeenMasks, seeMasks } from './seen-masks.ts';

/** What was said, and after which turn. */
export interface Said {
  /** Of a turn of a session; left out for what is only looked at beforehand. */
  sessionId?: string;
  parentTurnId: string | null;
  imageVersionId: string | null;
  text: string;
  prompts: readonly PointedPrompt[];
  /** Masks the turn refers to. */
  maskVersionIds: readonly string[];
  /** What it may be answered with; left out where the model decides. */
  permitted?: TurnInput['permitted'];
}

export interface Context {
  /** Null where there is no picture yet. */
  picture: Picture | null;
  input: Pick<TurnInput, 'text' | 'points' | 'boxes' | 'scribbles' | 'masks' | 'place' | 'placeName' | 'base' | 'sessionMasks' | 'history' | 'permitted' | 'canStep'>;
  /** Mask versions the turn refers to. */
  references: Reference[];
}

/** `see` gives the masks that are read: as they are now, or as they were when the turn was first taken up. */
export async function buildContext(
  store: Store,
  pictures: Pictures,
  said: Said,
  see: (looking: Looking) => Promise<SeenMasks> = (looking) => seeMasks(store, looking),
): Promise<Context> {
  const { sessionId, text, prompts, imageVersionId, maskVersionIds, permitted } = said;
  const image = imageVersionId === null ? null : await store.prisma.imageVersion.findUnique({ where: { id: imageVersionId } });
  const pointed = {
    points: prompts.filter((prompt) => prompt.kind === 'point'),
    boxes: prompts.filter((prompt) => prompt.kind === 'box'),
    scribbles: prompts.filter((prompt) => prompt.kind === 'scribble').map(({ points }) => points),
  };
  // The model was taught that a click behind a mask corrects that mask, so it gets the session's masks only where the click comes
  // with one: before any other click they made it hit another thing with IoU 0.45 instead of 0.82 (55 held-out things).
  // "Not this" behind nothing that is chosen is about what was marked last.
  const takesAway = prompts.length > 0 && pointed.points.length === prompts.length && pointed.points.every(({ positive }) => !positive);
  const bare = image === null || (!takesAway && !looksBack({ text, boxes: pointed.boxes }, prompts.length > 0 && maskVersionIds.length > 0));
  const { masks, references: chosen } = await see({ imageVersionId, maskVersionIds, bare });
  if (image === null) return { picture: null, input: { text }, references: chosen };
  const picture = await pictures.read(image.blob, image);
  const references = chosen.length === 0 && takesAway ? clickedLast(masks, picture, pointed.points) : chosen;
  const alone = prompts.length === 0 ? references.map(maskOf) : [];
  const called = references.map(({ name }) => name).join(', ');
  const base = prompts.length === 0 || references.length === 0 ? undefined : { name: called, mask: references.map(maskOf).reduce(union) };
  if (bare) return { picture, input: { text, permitted, ...pointed, masks: alone, base }, references };
  const history = await historyOf(store, said.parentTurnId);
  const known = new Set(references.map(({ maskId }) => maskId));
  // In training a mask comes from something said. Before any message, "remove the cone" beside a mask drawn by hand was never read as
  // an edit (0 of 40 held-out scenes; 40 without the mask), so the model gets such masks only where the turn refers to them.
  const others = history.length === 0 ? [] : masks.filter(({ maskId }) => !known.has(maskId));
  const sessionMasks = [...others, ...references]
    .filter(({ width, height }) => width === picture.width && height === picture.height)
    .slice(-promptLimits.masks)
    .map((mask) => ({ id: mask.maskId, name: mask.name, mask: maskOf(mask), score: mask.score, named: mask.named }));
  // Words about a mask may correct it or ask to change what it covers, and only the model knows. It reads the mask as one of the
  // session (a correction was right in 49 % of held-out cases; in 24 % where it was given as a prompt); a change takes it as its place.
  const place = alone.length === 0 ? undefined : alone.reduce(union);
  const canStep = sessionId === undefined ? undefined : await possibleSteps(store, sessionId, imageVersionId);
  return { picture, input: { text, permitted, ...pointed, place, placeName: place && called, base, sessionMasks, history, canStep }, references };
}

/** The newest mask in which a click lies, or the newest one of this size. */
function clickedLast(masks: readonly StoredMask[], { width, height }: Picture, points: readonly Point[]): StoredMask[] {
  const here = masks.filter((mask) => mask.width === width && mask.height === height);
  return [here.findLast((mask) => points.some((point) => holds(maskOf(mask), point))) ?? here.at(-1) ?? []].flat();
}

/** The last turns with an answer of the model, oldest first; nothing from before a drawing. */
async function historyOf({ prisma }: Store, parentTurnId: string | null): Promise<PastTurn[]> {
  const history: PastTurn[] = [];
  for (let id = parentTurnId; id !== null && history.length < promptLimits.turns; ) {
    const turn = await prisma.turn.findUnique({ where: { id }, select: { parentId: true, text: true, action: true, modelAnswer: true, intent: true } });
    if (turn === null || turn.action === 'draw') break;
    if (turn.modelAnswer !== null) history.unshift({ text: turn.text, answer: turn.modelAnswer as unknown as PastTurn['answer'] });
    // Behind a step back the conversation goes on from where it stepped to.
    const { continues } = (turn.intent ?? {}) as { continues?: string | null };
    id = continues === undefined ? turn.parentId : continues;
  }
  return history;
}
