import { z } from 'zod';
import { maskId, places, pointed, seed, sessionId } from '../inputs.ts';
import { versionOf } from '../mask-reference.ts';
import { turnTool } from '../turn-tool.ts';

export const ask = turnTool({
  name: 'ask',
  title: 'Ask about the picture',
  description:
    'Says one message about the current picture in plain English and returns the answer: colour, shape, size, number, place, comparison. '
    + 'Point with points, boxes or maskIds to ask about a place ("what colour is this"). In a session begun empty the message is a picture to draw. '
    + 'It is only ever answered in words: to mark something use segment, to change the picture use edit. '
    + 'The message is kept in the session and people see it.',
  input: z.strictObject({
    sessionId,
    text: z.string().min(1).max(2000).describe('A question or request in one short sentence, e.g. "what colour is the cube?".'),
    ...places,
    maskIds: z.array(maskId).max(16).default([]).describe('Masks that the message is about.'),
    seed,
  }),
  async begin(given, caller) {
    const masks = await Promise.all(given.maskIds.map((id) => versionOf(caller, id)));
    return (await caller.conversations.say(given.sessionId, { text: given.text, prompts: pointed(given), masks, seed: given.seed, permitted: ['answer', 'none'] })).id;
  },
});
