// Holds a conversation: every turn with what came before, as the product keeps it.

import { iou, type Mask } from '../../../server/images/mask.ts';
import type { Picture } from '../../../server/images/picture.ts';
import { readSetPicture } from '../set.ts';
import { maskOf, type Question, type Reply, type Subject } from '../subject.ts';
import type { Plan, Said } from './plans.ts';

export interface Held {
  said: Said;
  reply: Reply;
  /** The picture that was talked about, or the one that came out. */
  picture: Picture;
  /** What was marked. */
  mask?: Mask;
}

/** What a conversation needs of the subject: it may also begin without a picture. */
export type Talker = Pick<Subject, 'look'> & { draw(caption: string, seed: number): Promise<Reply> };

/** Of edits and drawings: the sheet is the same when it is made again. */
const seed = 1;

/** A mask that an edit changed this much of (IoU) is no mask of the new picture. */
const ended = 0.5;

export async function hold(subject: Talker, { picture: start, turns }: Plan): Promise<Held[]> {
  let picture = start === null ? null : await readSetPicture(start.folder, start.file);
  let before: Required<Question>['before'] = { masks: [], turns: [] };
  const held: Held[] = [];
  for (const said of turns) {
    const reply = picture === null ? await subject.draw(said.text, seed) : await ask(subject, picture, said, before);
    const marked = picture === null || reply.masks.length === 0 ? undefined : maskOf(reply, picture);
    if (reply.action === 'draw') before = { masks: [], turns: [] }; // a new picture starts anew
    else before.turns.push({ text: said.text, reply });
    if (reply.picture !== undefined) {
      picture = reply.picture;
      before.masks = before.masks.filter(({ mask }) => marked === undefined || iou(mask, marked) < ended);
    } else {
      for (const { name, mask } of reply.masks) before.masks.push({ id: `${before.masks.length + 1}`, name, mask });
    }
    if (picture === null) throw new Error('nothing was drawn');
    held.push({ said, reply, picture, ...(marked === undefined || reply.picture !== undefined ? {} : { mask: marked }) });
  }
  return held;
}

async function ask(subject: Talker, picture: Picture, { text, at }: Said, before: Required<Question>['before']): Promise<Reply> {
  const look = await subject.look(picture);
  return look.ask({ text, points: at && [{ ...at, positive: true }], before: structuredClone(before), seed });
}
