import { z } from 'zod';
import { marking } from '../accepted.ts';
import { maskId, meant, places, sessionId } from '../inputs.ts';
import { versionOf } from '../mask-reference.ts';
import { maskEditor } from '../mask-editor.ts';
import { turnTool } from '../turn-tool.ts';

export const refineMask = turnTool({
  name: 'refine_mask',
  title: 'Correct a mask',
  description:
    'Corrects a mask of the session with clicks (positive: add what is here, positive: false: leave out what is here), boxes, strokes or words '
    + '("not that one, the other cone", "also the cube", "without the ball"). Makes a new version under the same maskId; earlier versions stay. '
    + 'Returns the new version. For exact changes of the outline (grow, shrink, union …) use combine_masks.',
  input: z.strictObject({ sessionId, maskId, text: z.string().max(2000).default('').describe('The correction in words.'), ...places }),
  view: maskEditor.uri,
  async begin(given, caller) {
    const hint = 'Give points (positive: false for what does not belong to it), boxes, scribbles, or words such as "also the cube".';
    const said = meant(given, 'Nothing says what is wrong with the mask.', hint);
    const masks = [await versionOf(caller, given.maskId)];
    return (await caller.conversations.say(given.sessionId, { ...said, masks, permitted: [...marking] })).id;
  },
});
