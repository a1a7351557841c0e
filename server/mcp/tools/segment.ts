import { z } from 'zod';
import { marking } from '../accepted.ts';
import { choice, choiceRefused, chosen, meant, places, sessionId } from '../inputs.ts';
import { maskEditor } from '../mask-editor.ts';
import { turnTool } from '../turn-tool.ts';

export const segment = turnTool({
  name: 'segment',
  title: 'Mark things',
  description:
    'Makes new masks of what words, clicks, boxes or strokes mean, and keeps them in the session. Give text ("the yellow cone", "all small balls", '
    + '"the thing left of the cube", "what would roll away"), or places in pixels of the picture, or both. '
    + 'Returns each mask with maskId, versionId, score (chance that it is right), area and box, numbered in the preview. '
    + 'On photos one click alone may mean a part, a thing or a group: the likeliest is marked, the rest stands in alternatives; choice takes one of those. '
    + 'action "none" and no masks means: the model sees no such thing. To correct a mask that is there, use refine_mask; to compute with masks, combine_masks.',
  input: z.strictObject({
    sessionId,
    text: z.string().max(2000).default('').describe('What to mark, as a noun phrase with its article. Leave it out when places say it.'),
    ...places,
    choice,
    rough: z.strictObject({ size: z.array(z.int()).length(2), counts: z.union([z.string().max(1_000_000), z.array(z.int()).max(20_000)]) }).optional()
      .describe('A rough mask from elsewhere as COCO run lengths, size [height, width] of the picture; the model corrects it. It stays in the session: as a mask of its own, or, where places are given too, as the version before the result.'),
  }),
  view: maskEditor.uri,
  async begin(given, { conversations }) {
    const { rough, sessionId: id } = given;
    if (rough === undefined) {
      const hint = 'Give text such as "the yellow cone", or points, boxes, scribbles or a rough mask.';
      const { text } = meant(given, 'Neither words nor places say what to mark.', hint);
      return (await conversations.say(id, { text, prompts: chosen(given), permitted: [...marking] })).id;
    }
    const prompts = chosen(given);
    // Refused before the rough mask is kept.
    if (given.choice) throw choiceRefused();
    const { mask } = await conversations.operate(id, { kind: 'mask-draw', ...rough, size: [rough.size[0], rough.size[1]], tool: 'import', name: given.text.trim() || 'rough mask' });
    const version = mask?.versions.at(-1)?.id;
    return (await conversations.say(id, { text: '', prompts, masks: version === undefined ? [] : [version], permitted: [...marking] })).id;
  },
});
