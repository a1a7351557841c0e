// Twenty goals that need no model: masks are stored, the verbs are exact. A plan sees what the tools tell and nothing else; whether
// the goal was reached is judged from outside, by the true masks and the session itself.

import type { Conversations } from '../../../server/conversation/conversations.ts';
import { area, intersect, invert, iou, type Mask, subtract, union } from '../../../server/images/mask.ts';
import { grow } from '../../../server/images/morphology.ts';
import { decodeRle } from '../../../server/images/rle.ts';
import { type Agent, bySize, gapBetween, type Seen, type SeenMask } from './agent.ts';

export interface World {
  sessionId: string;
  /** The true masks of the session in the order in which they were stored. */
  truths: { name: string; mask: Mask }[];
  conversations: Conversations;
}

export interface Goal {
  name: string;
  /** Carries it out and gives what it claims. */
  plan(agent: Agent, sessionId: string, world: World): Promise<unknown>;
  reached(claim: any, world: World): Promise<boolean> | boolean;
}

const look = (agent: Agent, sessionId: string): Promise<Seen> => agent.do('get_session', { sessionId });
const exported = async (agent: Agent, maskId: string): Promise<string> => (await agent.do('export_mask', { maskId })).counts;
const combined = async (agent: Agent, sessionId: string, operation: string, maskIds: string[], more: object = {}): Promise<SeenMask> => (await agent.do('combine_masks', { sessionId, operation, maskIds, ...more })).changed!;

const maskOf = (counts: string, { truths: [{ mask: { width, height } }] }: World): Mask => decodeRle({ size: [height, width], counts });
const same = (counts: string, truth: Mask, world: World): boolean => iou(maskOf(counts, world), truth) === 1;
const sorted = ({ truths }: World): Mask[] => truths.map(({ mask }) => mask).sort((one, other) => area(one) - area(other));
const all = ({ truths }: World): Mask => truths.map(({ mask }) => mask).reduce(union);
const colour = (name: string): string => name.split(' ')[0];

/** The colour that comes up most, and of those the first. */
function commonColour(names: readonly string[]): string {
  const colours = names.map(colour);
  const count = (one: string) => colours.filter((other) => other === one).length;
  return colours.reduce((best, one) => (count(one) > count(best) ? one : best));
}

export const maskGoals: readonly Goal[] = [
  {
    name: 'one mask of everything of the commonest colour',
    async plan(agent, sessionId) {
      const { masks } = await look(agent, sessionId);
      const wanted = commonColour(masks.map(({ name }) => name));
      const ids = masks.filter(({ name }) => colour(name) === wanted).map(({ maskId }) => maskId);
      return exported(agent, ids.length === 1 ? ids[0] : (await combined(agent, sessionId, 'union', ids, { name: wanted })).maskId);
    },
    reached(counts, world) {
      const wanted = commonColour(world.truths.map(({ name }) => name));
      return same(counts, world.truths.filter(({ name }) => colour(name) === wanted).map(({ mask }) => mask).reduce(union), world);
    },
  },
  {
    name: 'the ground: everything that is in no mask',
    async plan(agent, sessionId) {
      const { masks } = await look(agent, sessionId);
      const { maskId } = await combined(agent, sessionId, 'union', masks.map((mask) => mask.maskId));
      return exported(agent, (await combined(agent, sessionId, 'invert', [maskId], { keep: 'new' })).maskId);
    },
    reached: (counts, world) => same(counts, invert(all(world)), world),
  },
  {
    name: 'grow the smallest thing until it has twice its area',
    async plan(agent, sessionId) {
      const [smallest] = (await look(agent, sessionId)).masks.sort(bySize);
      let now = smallest;
      while (now.area < 2 * smallest.area) now = await combined(agent, sessionId, 'grow', [smallest.maskId], { pixels: 1 });
      return exported(agent, smallest.maskId);
    },
    reached(counts, world) {
      const [truth] = sorted(world);
      let mask = truth;
      while (area(mask) < 2 * area(truth)) mask = grow(mask, 1);
      return same(counts, mask, world);
    },
  },
  {
    name: 'shrink the largest thing as long as something is left of it',
    async plan(agent, sessionId) {
      const largest = (await look(agent, sessionId)).masks.sort(bySize).at(-1)!;
      while ((await agent.try('combine_masks', { sessionId, operation: 'shrink', maskIds: [largest.maskId], pixels: 1 })) === null);
      return exported(agent, largest.maskId);
    },
    reached(counts, world) {
      let mask = sorted(world).at(-1)!;
      while (area(grow(mask, -1)) > 0) mask = grow(mask, -1);
      return same(counts, mask, world);
    },
  },
  {
    name: 'a rim of three pixels round the largest thing, without what else is there',
    async plan(agent, sessionId) {
      const masks = (await look(agent, sessionId)).masks.sort(bySize);
      const grown = await combined(agent, sessionId, 'grow', [masks.at(-1)!.maskId], { pixels: 3, keep: 'new', name: 'rim' });
      return exported(agent, (await combined(agent, sessionId, 'subtract', [grown.maskId, ...masks.map(({ maskId }) => maskId)])).maskId);
    },
    reached: (counts, world) => same(counts, subtract(grow(sorted(world).at(-1)!, 3), all(world)), world),
  },
  {
    name: 'grow, find it too much, take it back: the mask is the very one it was',
    async plan(agent, sessionId) {
      const [{ maskId, area: before }] = (await look(agent, sessionId)).masks.sort(bySize);
      const first = await exported(agent, maskId);
      const grown = await combined(agent, sessionId, 'grow', [maskId], { pixels: 8 });
      if (grown.area > 1.2 * before) await agent.do('undo', { sessionId });
      return [first, await exported(agent, maskId)];
    },
    reached: ([first, last], world) => first === last && same(last, sorted(world)[0], world),
  },
  {
    name: 'undo and redo lead back to the same mask',
    async plan(agent, sessionId) {
      const [{ maskId }] = (await look(agent, sessionId)).masks.sort(bySize);
      await combined(agent, sessionId, 'grow', [maskId], { pixels: 2 });
      const grown = await exported(agent, maskId);
      const { canRedo } = await agent.do('undo', { sessionId });
      if (canRedo !== 'mask-grow') return null;
      await agent.do('undo', { sessionId, redo: true });
      return [grown, await exported(agent, maskId)];
    },
    reached: (claim, world) => claim !== null && claim[0] === claim[1] && same(claim[1], grow(sorted(world)[0], 2), world),
  },
  {
    name: 'take back five operations of one\'s own and none of the person\'s',
    async plan(agent, sessionId) {
      const { masks: [mask] } = await look(agent, sessionId);
      for (const operation of ['grow', 'grow', 'shrink', 'feather', 'grow']) await combined(agent, sessionId, operation, [mask.maskId], { pixels: 1 });
      let count = 0;
      for (let { canUndo } = await agent.do('undo', { sessionId }); ; { canUndo } = await agent.do('undo', { sessionId })) {
        count += 1;
        // The masks were drawn by the person.
        if (canUndo === null || canUndo === 'mask-draw') break;
      }
      return count;
    },
    reached: async (count, world) => count === 5 && (await untouched(world)),
  },
  {
    name: 'the two things that are nearest to each other, grown until they touch',
    async plan(agent, sessionId) {
      const { masks } = await look(agent, sessionId);
      const [one, other] = nearest(masks.map((mask) => ({ ...mask, box: mask.box! })));
      for (let pixels = 1; pixels <= 60; pixels += 1) {
        const [grown, against] = await Promise.all([one, other].map(({ maskId }) => combined(agent, sessionId, 'grow', [maskId], { pixels, keep: 'new' })));
        if ((await agent.try('combine_masks', { sessionId, operation: 'intersect', maskIds: [grown.maskId, against.maskId], name: 'where they touch' })) === null) return { pixels, names: [one.maskId, other.maskId] };
      }
      return null;
    },
    reached: async (claim, world) => {
      if (claim === null) return false;
      const [one, other] = await Promise.all(claim.names.map(async (id: string) => maskOf((await world.conversations.mask(id)).counts, world)));
      const touch = (pixels: number) => area(intersect(grow(one, pixels), grow(other, pixels))) > 0;
      return touch(claim.pixels) && (claim.pixels === 1 || !touch(claim.pixels - 1));
    },
  },
  {
    name: 'which of the things overlap when each is grown by four pixels',
    async plan(agent, sessionId) {
      const { masks } = await look(agent, sessionId);
      const grown: SeenMask[] = [];
      for (const { maskId } of masks) grown.push(await combined(agent, sessionId, 'grow', [maskId], { pixels: 4, keep: 'new' }));
      const pairs: string[] = [];
      for (let i = 0; i < grown.length; i += 1) {
        for (let j = i + 1; j < grown.length; j += 1) {
          // Boxes that lie apart need no call.
          if (gapBetween(grown[i].box!, grown[j].box!) > 0) continue;
          if ((await agent.try('combine_masks', { sessionId, operation: 'intersect', maskIds: [grown[i].maskId, grown[j].maskId] })) === null) pairs.push(`${i} ${j}`);
        }
      }
      return pairs;
    },
    reached(pairs, { truths }) {
      const grown = truths.map(({ mask }) => grow(mask, 4));
      const wanted = grown.flatMap((one, i) => grown.flatMap((other, j) => (j > i && area(intersect(one, other)) > 0 ? [`${i} ${j}`] : [])));
      return JSON.stringify(pairs) === JSON.stringify(wanted);
    },
  },
  {
    name: 'a soft edge that changes no pixel of the mask, then a hard one again',
    async plan(agent, sessionId) {
      const largest = (await look(agent, sessionId)).masks.sort(bySize).at(-1)!;
      const soft = await combined(agent, sessionId, 'feather', [largest.maskId], { pixels: 5 });
      const hard = await combined(agent, sessionId, 'feather', [largest.maskId], { pixels: 0 });
      return { id: largest.maskId, areas: [largest.area, soft.area, hard.area], versions: new Set([largest.versionId, soft.versionId, hard.versionId]).size };
    },
    reached: async ({ id, areas, versions }, { conversations }) => new Set(areas).size === 1 && versions === 3 && (await conversations.mask(id)).feather === 0,
  },
  {
    name: 'the thing at the centre of the picture, or the one nearest to it, as an outline',
    async plan(agent, sessionId) {
      const { masks, picture: { width, height } } = await look(agent, sessionId);
      const middle = { left: width / 2, top: height / 2, width: 0, height: 0 };
      const distance = ({ box }: SeenMask) => gapBetween(box!, middle);
      const wanted = masks.reduce((best, mask) => (distance(mask) < distance(best) ? mask : best));
      return { name: wanted.name, svg: (await agent.do('export_mask', { maskId: wanted.maskId, format: 'svg' })).svg };
    },
    reached: ({ name, svg }) => svg.startsWith('<svg') && svg.includes(`<title>${name}</title>`) && /d="M[\dHVZM ]+/.test(svg),
  },
  {
    name: 'every mask exported, and no pixel lost or doubled on the way',
    async plan(agent, sessionId) {
      const counts: string[] = [];
      for (const { maskId } of (await look(agent, sessionId)).masks) counts.push(await exported(agent, maskId));
      return counts;
    },
    reached: (counts: string[], world) => counts.length === world.truths.length && counts.every((one, index) => same(one, world.truths[index].mask, world)),
  },
  {
    name: 'go on after the person has deleted the mask one works with',
    async plan(agent, sessionId, { conversations }) {
      const { masks: [{ maskId }] } = await look(agent, sessionId);
      await conversations.operate(sessionId, { kind: 'mask-delete', mask: maskId });
      const code = await agent.try('combine_masks', { sessionId, operation: 'grow', maskIds: [maskId], pixels: 1 });
      // Said in the refusal: undo brings back what was just deleted.
      if (code === 'mask-deleted') await agent.do('undo', { sessionId });
      await combined(agent, sessionId, 'grow', [maskId], { pixels: 1 });
      return exported(agent, maskId);
    },
    reached: (counts, world) => same(counts, grow(world.truths[0].mask, 1), world),
  },
  {
    name: 'leave alone what the person did meanwhile, and take back only what is one\'s own',
    async plan(agent, sessionId, { conversations }) {
      const { masks: [first, second] } = await look(agent, sessionId);
      await combined(agent, sessionId, 'grow', [first.maskId], { pixels: 3 });
      await conversations.operate(sessionId, { kind: 'mask-rename', mask: second.maskId, name: 'mine' });
      const { masks } = await look(agent, sessionId);
      // Undo would take the person's; an older version of one's own is gone back to by its id.
      const renamed = masks.find(({ maskId }) => maskId === second.maskId)!.name !== second.name;
      if (!renamed) await agent.do('undo', { sessionId });
      else await combined(agent, sessionId, 'intersect', [first.maskId, first.versionId], { keep: 'version' });
      return [await exported(agent, first.maskId), (await look(agent, sessionId)).masks.find(({ maskId }) => maskId === second.maskId)!.name];
    },
    reached: ([counts, name], world) => name === 'mine' && same(counts, world.truths[0].mask, world),
  },
  {
    name: 'an edit is compared, found not to be wanted, and gone back from',
    async plan(agent, sessionId) {
      const { picture } = await look(agent, sessionId);
      const { edit } = await agent.do('ask', { sessionId, text: 'paint it', seed: 3 });
      const { changedPixels, box } = await agent.do('compare', { imageIdA: edit!.fromImageId, imageIdB: edit!.toImageId });
      await agent.do('branch', { sessionId, imageId: edit!.fromImageId });
      const now = (await look(agent, sessionId)).picture.imageId;
      return { before: picture.imageId, now, changedPixels, box, again: (await agent.do('compare', { imageIdA: now, imageIdB: picture.imageId })).changedPixels };
    },
    // The worker of the tests paints 4 x 6 pixels in the corner.
    reached: ({ before, now, changedPixels, box, again }) => before === now && changedPixels > 0 && changedPixels <= 24 && box.left + box.width <= 4 && box.top + box.height <= 6 && again === 0,
  },
  {
    name: 'two variants from the same picture, and on from the one that changed less',
    async plan(agent, sessionId) {
      const { picture } = await look(agent, sessionId);
      const variants: { imageId: string; difference: number }[] = [];
      for (const seed of [200, 90]) {
        await agent.do('branch', { sessionId, imageId: picture.imageId });
        const { edit } = await agent.do('ask', { sessionId, text: 'paint it', seed });
        const { meanDifference } = (await agent.do('compare', { imageIdA: picture.imageId, imageIdB: edit!.toImageId })) as unknown as { meanDifference: number };
        variants.push({ imageId: edit!.toImageId, difference: meanDifference });
      }
      const [best] = variants.sort((one, other) => one.difference - other.difference);
      await agent.do('branch', { sessionId, imageId: best.imageId });
      return { root: picture.imageId, best: best.imageId, differences: variants.map(({ difference }) => difference) };
    },
    reached: async ({ root, best, differences }, { conversations, sessionId }) => {
      const { currentImage, images } = await conversations.getSession(sessionId);
      return currentImage?.id === best && images.filter(({ parentId }) => parentId === root).length === 2 && differences[0] < differences[1];
    },
  },
  {
    name: 'an edit is undone and done again, and the picture is the same',
    async plan(agent, sessionId) {
      const { edit } = await agent.do('ask', { sessionId, text: 'paint it', seed: 11 });
      const back = await agent.do('undo', { sessionId });
      const again = await agent.do('undo', { sessionId, redo: true });
      return [edit!.fromImageId === back.picture.imageId, edit!.toImageId === again.picture.imageId, (await agent.do('compare', { imageIdA: back.picture.imageId, imageIdB: again.picture.imageId })).changedPixels > 0];
    },
    reached: (claim: boolean[]) => claim.every(Boolean),
  },
  {
    name: 'go on behind an earlier message',
    async plan(agent, sessionId) {
      const first = await agent.do('ask', { sessionId, text: 'hello' });
      await agent.do('ask', { sessionId, text: 'paint it' });
      await agent.do('branch', { sessionId, turnId: first.turnId });
      await agent.do('ask', { sessionId, text: 'how are you' });
      return { first: first.turnId, turns: (await look(agent, sessionId)).turns };
    },
    reached: ({ first, turns }) => turns.length === 3 && turns[1].parentTurnId === first && turns[2].parentTurnId === first && turns[2].text === 'how are you',
  },
  {
    name: 'find the session again by its title and export what was marked last in it',
    async plan(agent, sessionId) {
      const { title } = (await look(agent, sessionId)) as unknown as { title: string };
      for (let count = 0; count < 3; count += 1) await agent.do('open_image', { sample: 'balls-on-wood', title: `another ${count}` });
      const { sessions } = await agent.do('list_sessions', { limit: 200 });
      const found = sessions.find((session) => session.title === title)!;
      return exported(agent, (await look(agent, found.sessionId)).masks.at(-1)!.maskId);
    },
    reached: (counts, world) => same(counts, world.truths.at(-1)!.mask, world),
  },
];

/** Whether all masks are as they were stored. */
async function untouched(world: World): Promise<boolean> {
  const { masks } = await world.conversations.getSession(world.sessionId);
  const counts = await Promise.all(masks.map(async ({ id }) => (await world.conversations.mask(id)).counts));
  return counts.length === world.truths.length && counts.every((one, index) => same(one, world.truths[index].mask, world));
}

function nearest<Thing extends { box: { left: number; top: number; width: number; height: number } }>(things: readonly Thing[]): [Thing, Thing] {
  let best: [Thing, Thing] = [things[0], things[1]];
  for (const [index, one] of things.entries()) {
    for (const other of things.slice(index + 1)) if (gapBetween(one.box, other.box) < gapBetween(best[0].box, best[1].box)) best = [one, other];
  }
  return best;
}
