import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { sayAndFollow } from '../follow-turn.ts';
import { maskId, places, pointed, sessionId } from '../inputs.ts';
import { versionOf } from '../mask-reference.ts';
import { marked } from '../marked.ts';
import { turn } from '../outputs.ts';
import { adds, tool } from '../tool.ts';
import { turnAnswer } from '../turn-answer.ts';

export const refineMask = tool({
  name: 'refine_mask',
  title: 'Correct a mask',
  description:
    'Corrects a mask of the session with clicks (positive: add what is here, positive: false: leave out what is here), boxes, strokes or words '
    + '("not that one, the other cone", "also the cube", "without the ball"). Makes a new version under the same maskId; earlier versions stay. '
    + 'Returns the new version. For exact changes of the outline (grow, shrink, union …) use combine_masks.',
  input: z.strictObject({ sessionId, maskId, text: z.string().max(2000).default('').describe('The correction in words.'), ...places }),
  output: turn,
  scope: 'edit',
  hints: adds,
  async run(given, caller) {
    const prompts = pointed(given);
    const text = given.text.trim();
    if (text === '' && prompts.length === 0) {
      throw new InputError({ code: 'nothing-meant', message: 'Nothing says what is wrong with the mask.', hint: 'Give points (positive: false for what does not belong to it), boxes, scribbles, or words such as "also the cube".' });
    }
    const masks = [await versionOf(caller, given.maskId)];
    const followed = await sayAndFollow(caller, given.sessionId, { text, prompts, masks });
    return turnAnswer(caller, marked(followed, 'Say what the mask should be, e.g. "the other cone", or click with points.'));
  },
});
