// "Remove the smallest red thing, check that it is gone, export the mask": a goal that needs the model, on held-out scenes whose
// true picture without that thing is known. Every step can also be taken alone, with the truth in place of the steps before it.

import type { Conversations } from '../../../server/conversation/conversations.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { readPicture } from '../../../server/images/intake.ts';
import { area, boundingBox, iou, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { decodeRle, encodeRle } from '../../../server/images/rle.ts';
import { editSucceeded } from '../metrics/edit-success.ts';
import { readSetPicture, type SetPicture, targetsOf } from '../set.ts';
import { type Agent, type Box, bySize, type SeenMask } from './agent.ts';

export interface Scene {
  id: string;
  colour: string;
  source: Picture;
  /** The true picture without the thing. */
  target: Picture;
  /** Where the two differ, shadow included. */
  region: Mask;
  /** The thing. */
  mask: Mask;
}

/** The scenes of a set, in its order, whose removed thing is the smallest of its colour. */
export async function scenesOf(pictures: readonly SetPicture[], limit: number): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (const picture of pictures) {
    const edit = picture.edits.find(({ kind, region }) => kind.replace(/^edit\./, '') === 'remove' && region !== undefined);
    const [index] = edit === undefined ? [] : targetsOf(edit);
    if (scenes.length === limit || edit === undefined || index === undefined || typeof edit.target !== 'string') continue;
    const colour = picture.masks[index].name.split(' ')[0];
    const same = picture.masks.map(({ name, mask }, at) => ({ at, name, size: area(mask) })).filter(({ name }) => name.startsWith(`${colour} `)).sort((one, other) => one.size - other.size);
    if (same[0].at !== index) continue;
    const [source, target] = await Promise.all([picture.file, edit.target].map((file) => readSetPicture(picture.folder, file)));
    scenes.push({ id: picture.id, colour, source, target, region: decodeRle(edit.region!), mask: picture.masks[index].mask });
  }
  return scenes;
}

export interface Outcome {
  /** The steps as the whole goal took them, one after the other; a step that was not reached failed. */
  found: boolean;
  removed: boolean;
  checked: boolean;
  exported: boolean;
  /** The steps alone. */
  removedAlone: boolean;
  checkedAlone: boolean;
}

export async function pursue(agent: Agent, conversations: Conversations, scene: Scene): Promise<Outcome> {
  const failed = { found: false, removed: false, checked: false, exported: false };
  const alone = { removedAlone: await removeAlone(agent, conversations, scene), checkedAlone: await checkAlone(agent, scene) };
  const sessionId = await open(agent, scene.source);
  const thing = await smallest(agent, sessionId, scene.colour);
  if (thing === null) return { ...failed, ...alone };
  const { counts } = await agent.do('export_mask', { maskId: thing.versionId });
  const found = iou(decodeRle({ size: [scene.mask.height, scene.mask.width], counts }), scene.mask) > 0.5;
  const edit = await remove(agent, sessionId, thing.maskId);
  if (edit === null) return { ...failed, found, ...alone };
  const removed = await isRemoved(conversations, edit.toImageId, scene);
  // What was changed lies where the mask was, or the agent would go back.
  const { box } = await agent.do('compare', { imageIdA: edit.fromImageId, imageIdB: edit.toImageId });
  const checked = box !== null && overlap(box, thing.box!) > 0 && (await isGone(agent, sessionId, scene.colour, thing.box!));
  const exported = (await agent.do('export_mask', { maskId: thing.maskId })).counts === counts;
  return { found, removed, checked, exported, ...alone };
}

export const reached = ({ found, removed, checked, exported }: Outcome): boolean => found && removed && checked && exported;

async function open(agent: Agent, picture: Picture): Promise<string> {
  return (await agent.do('open_image', { base64: Buffer.from(await pictureToPng(picture)).toString('base64') })).sessionId;
}

/** The smallest thing of a colour by what the tool says of its area; null where the model sees none. */
async function smallest(agent: Agent, sessionId: string, colour: string): Promise<SeenMask | null> {
  return (await things(agent, sessionId, colour)).sort(bySize)[0] ?? null;
}

async function things(agent: Agent, sessionId: string, colour: string): Promise<SeenMask[]> {
  const said = await agent.do('segment', { sessionId, text: `every ${colour} object` }).catch(() => null);
  return (said?.masks ?? []).filter(({ box }) => box !== null);
}

async function remove(agent: Agent, sessionId: string, maskId: string): Promise<{ fromImageId: string; toImageId: string } | null> {
  return (await agent.do('edit', { sessionId, kind: 'remove', maskId, seed: 1 }).catch(() => null))?.edit ?? null;
}

/** Looks again for things of the colour: none lies where the removed one was. */
async function isGone(agent: Agent, sessionId: string, colour: string, place: Box): Promise<boolean> {
  return (await things(agent, sessionId, colour)).every(({ box }) => overlap(box!, place) < 0.3);
}

async function isRemoved(conversations: Conversations, imageId: string, { source, target, region }: Scene): Promise<boolean> {
  const result = await readPicture((await conversations.picture(imageId)).png);
  return editSucceeded(result, source, target, region);
}

async function removeAlone(agent: Agent, conversations: Conversations, scene: Scene): Promise<boolean> {
  const sessionId = await open(agent, scene.source);
  const { mask } = await conversations.operate(sessionId, { kind: 'mask-draw', name: 'thing', ...encodeRle(scene.mask), tool: 'import' });
  const edit = await remove(agent, sessionId, mask!.id);
  return edit !== null && isRemoved(conversations, edit.toImageId, scene);
}

async function checkAlone(agent: Agent, { target, colour, mask }: Scene): Promise<boolean> {
  return isGone(agent, await open(agent, target), colour, boundingBox(mask)!);
}

/** Intersection over union of two boxes. */
function overlap(one: Box, other: Box): number {
  const wide = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const high = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  if (wide <= 0 || high <= 0) return 0;
  return (wide * high) / (one.width * one.height + other.width * other.height - wide * high);
}
