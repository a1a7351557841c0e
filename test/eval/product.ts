// FOCUS as it is shipped behind the measures: the same calls that the command line makes.

import { type FocusOptions, openFocus } from '../../server/focus/focus.ts';
import { followMasks } from '../../server/focus/follow.ts';
import type { TurnEvent, TurnResult } from '../../server/focus/turn-events.ts';
import type { Picture } from '../../server/images/picture.ts';
import type { Talker } from './conversations/hold.ts';
import type { Question, Reply, Subject } from './subject.ts';

/** A reply with the model's own words, which go back into the history. */
interface ProductReply extends Reply {
  answer: TurnResult['answer'];
  /** What was said beside the matter is no history. */
  aside?: true;
}

export async function openProduct(options: FocusOptions): Promise<Subject & Talker> {
  const focus = await openFocus(options);
  return {
    async look(picture: Picture) {
      const view = await focus.look(picture);
      return {
        picture,
        async ask({ before, ...question }: Question): Promise<ProductReply> {
          const history = (before?.turns ?? []).filter(({ reply }) => !('aside' in reply && reply.aside)).map(({ text, reply }) => ({ text, answer: wordsOf(reply) }));
          return replyOf(await lastOf(focus.turn(view, { ...question, sessionMasks: before?.masks, history })));
        },
        async name(name: string): Promise<Reply> {
          const [{ masks }] = await focus.segmentClasses(view, [name]);
          return { action: masks.length === 0 ? 'none' : 'segment', text: name, masks };
        },
      };
    },
    async draw(caption: string, seed: number): Promise<Reply> {
      const steps = focus.draw(caption, { seed });
      let step = await steps.next();
      while (!step.done) step = await steps.next();
      return { action: 'draw', text: '', sentence: 'I drew a new picture.', masks: [], picture: step.value.picture };
    },
    async follow(frames, first) {
      const masks = [];
      for await (const inFrame of followMasks(focus, frames, first)) masks.push(inFrame);
      return masks;
    },
    close: () => focus.close(),
  };
}

/** Answers are compared in the model's words ("red"), not in the sentence made of them for people ("Red."). */
function replyOf({ action, text: sentence, answer, masks, alternatives, picture, aside }: TurnResult): ProductReply {
  return { action, text: answer.text, sentence, masks, alternatives, picture, answer, ...(aside && { aside }) };
}

/** The words of an earlier reply; one that the set itself puts in (a first answer that is wrong) has only its names. */
function wordsOf(reply: Reply): TurnResult['answer'] {
  if ('answer' in reply) return (reply as ProductReply).answer;
  return { action: 'segment', names: reply.masks.map(({ name }) => name).join(', '), text: reply.text };
}

async function lastOf(steps: AsyncGenerator<TurnEvent, TurnResult>): Promise<TurnResult> {
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return value;
  }
}
