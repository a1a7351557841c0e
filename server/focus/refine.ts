// A mask corrected by pointing.

import { union } from '../images/mask.ts';
import { polylineMask } from '../images/raster.ts';
import { type Click, holds, type Proposal, withClicks } from './clicks.ts';
import type { Engine } from './engine.ts';
import { correctPointed, markPointed } from './eyes/marking.ts';
import { seeingFor } from './eyes/seeing.ts';
import { pointedMask } from './pointed.ts';
import { pointRegion } from './regions.ts';
import type { NamedMask } from './turn-events.ts';
import type { TurnInput } from './turn-input.ts';
import { understood } from './understand.ts';
import type { View } from './view.ts';

/** Words beside a click that say nothing but that it adds, or that it takes away. */
const adds = /^(?:(?:and|also|plus|add|include|mark|select|now|please|with)\s+)*(?:this|that|here)(?:\s+(?:one|thing|object|part|piece|bit))?(?:\s+(?:too|also|as well|please|belongs? (?:to it|here)))*[.!]?$/i;
const takes = /^(?:(?:but|and|now|please|mark|it)\s+)*(?:not|without|minus|except|exclude|leave out|take (?:away|out|off)|remove|subtract|drop)\s+(?:this|that|here)(?:\s+(?:one|thing|object|part|piece|bit))?(?:\s+(?:from|out of) (?:it|the (?:mask|selection)))?(?:\s+(?:please|away|out))*[.!]?$/i;

type Refining = TurnInput & { base: NonNullable<TurnInput['base']> };

/** Whether a turn corrects its base by pointing: without words, or with words that say no more. */
export function refines(input: TurnInput): input is Refining {
  const { text, base, points = [], boxes = [], scribbles = [], edit } = input;
  if (base === undefined || edit === true || points.length + scribbles.length === 0 || boxes.length > 0) return false;
  const words = text.trim();
  return words === '' || adds.test(words) || (takes.test(words) && points.length > 0);
}

/** What comes of the base; it holds all of the base where nothing is taken away. */
export async function refined(engine: Engine, view: View, input: Refining): Promise<NamedMask> {
  const { base, points = [], scribbles = [], signal } = input;
  const away = takes.test(input.text.trim());
  const clicks = points.map((point): Click => ({ ...point, positive: point.positive && !away }));
  const { proposal, scoreOf } = proposals(engine, view, signal);
  const seeing = await seeingFor(engine.seeing, view.picture);
  let { mask } = base;
  for (const stroke of scribbles) {
    const { width, height } = view.picture;
    mask = union(mask, polylineMask(width, height, stroke, Math.max(1, Math.max(width, height) / 200)));
    // What the stroke runs over says where to look.
    const middle = stroke[Math.floor(stroke.length / 2)];
    const found = await proposal({ ...middle, positive: true });
    if (found !== null && stroke.filter((point) => holds(found, point)).length > stroke.length / 2) mask = union(mask, found);
  }
  const first = seeing !== null && clicks.length > 0 ? await correctPointed(seeing, view.picture, mask, clicks, signal) : null;
  return { name: base.name, mask: await withClicks(view.picture, first?.mask ?? mask, clicks, proposal), score: first?.score ?? scoreOf() };
}

/** A mask that was found for clicks, with every clicked pixel as it was said. */
export async function obeying(engine: Engine, view: View, found: NamedMask, clicks: readonly Click[], signal?: AbortSignal): Promise<NamedMask> {
  if (clicks.every((click) => holds(found.mask, click) === click.positive)) return found;
  return { ...found, mask: await withClicks(view.picture, found.mask, clicks, proposals(engine, view, signal).proposal) };
}

function proposals(engine: Engine, view: View, signal?: AbortSignal): { proposal: Proposal; scoreOf(): number } {
  const scores: number[] = [];
  const proposal: Proposal = async (click) => {
    const point = { x: click.x, y: click.y };
    const seeing = await seeingFor(engine.seeing, view.picture);
    if (seeing !== null) {
      const [best] = await markPointed(seeing, view.picture, { text: '', points: [{ ...point, positive: true }], signal });
      if (best !== undefined) scores.push(best.score);
      return best?.mask ?? null;
    }
    const draw = (seen: View) => [pointRegion(point, true, seen.frame, engine.grid)];
    const { predicted } = await understood(engine, view, { text: '', regions: draw(view), sessionMasks: [], history: [] }, ['segment'], signal);
    if (predicted === null) return null;
    const { mask, score } = await pointedMask(engine, view, predicted, { draw, box: { left: point.x, top: point.y, width: 0, height: 0 }, fits: false, clicked: true }, signal);
    scores.push(score);
    return mask;
  };
  return { proposal, scoreOf: () => (scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length) };
}

/** What a correction did, in words. */
export function refinedSentence({ text, points = [] }: TurnInput, name: string, changed = true): string {
  const what = /^(?:the|everything|object \d) ?/.test(name) ? name : `the ${name}`;
  const taken = takes.test(text.trim()) || (points.length > 0 && points.every(({ positive }) => !positive));
  const added = points.every(({ positive }) => positive) && !taken;
  if (!changed) return taken ? `That is no part of ${what}.` : added ? `That is part of ${what} already.` : `Nothing changed in ${what}.`;
  return taken ? `I took that out of ${what}.` : added ? `I added that to ${what}.` : `I corrected ${what}.`;
}
