import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { box, maskId, seed, sessionId } from '../inputs.ts';
import { versionOf } from '../mask-reference.ts';
import { turnTool } from '../turn-tool.ts';
import { editKinds, editSentence } from '../wording.ts';

export const edit = turnTool({
  name: 'edit',
  title: 'Change the picture',
  description:
    'Changes the current picture and makes the result the current one: remove (erase a thing and fill the ground), recolour (to: a colour), '
    + 'replace (to: the new thing), background (to: the new ground), generate (to: a new thing, at maskId or box). '
    + 'Say what is changed with maskId (most exact) or target (words). Every pixel outside of the change stays byte for byte; the picture before stays '
    + 'and can be gone back to with undo or branch. Returns the new imageId, the number of changed pixels and a preview: look at it, the model is small and not every change succeeds.',
  input: z.strictObject({
    sessionId,
    kind: editKinds,
    maskId: maskId.optional(),
    target: z.string().max(1000).optional().describe('What is changed, in words: "the yellow cone". Not together with maskId.'),
    to: z.string().max(1000).optional().describe('recolour: "green". replace, generate: "a blue cube". background: "grass".'),
    box: box.optional().describe('generate only: where the new thing goes.'),
    shadow: z.boolean().default(false).describe('remove with maskId: its shadow may go too, beyond the mask, which else bounds the change.'),
    seed,
  }),
  async begin({ sessionId: id, kind, maskId: given, target, to, box: place, shadow, seed: wanted }, caller) {
    const needsThing = kind === 'remove' || kind === 'recolour' || kind === 'replace';
    if (needsThing && (given === undefined) === (target === undefined)) throw wrong('What is changed has to be said once.', `Give maskId, or target in words, for ${kind}.`);
    if (kind !== 'remove' && !to?.trim()) throw wrong(`${kind} needs to know to what.`, `Give to, for example ${kind === 'recolour' ? '"green"' : kind === 'background' ? '"grass"' : '"a blue cube"'}.`);
    if (kind === 'generate' && given === undefined && place === undefined) throw wrong('generate needs a place.', 'Give box {left, top, width, height} in pixels of the picture, or the maskId of a place.');
    if (kind !== 'generate' && place !== undefined) throw wrong(`box has no meaning for ${kind}.`, 'Mark the place with segment first and give its maskId.');
    const said = await caller.conversations.say(id, {
      text: `${editSentence(kind, needsThing ? target ?? null : null, to?.trim() ?? '')}${shadow && kind === 'remove' ? ' and its shadow' : ''}`,
      prompts: place === undefined ? [] : [{ kind: 'box', ...place }],
      masks: given === undefined ? [] : [await versionOf(caller, given)],
      seed: wanted,
      // What is named in words may not be there.
      permitted: target === undefined ? [kind] : [kind, 'none'],
    });
    return said.id;
  },
});

function wrong(message: string, hint: string): InputError {
  return new InputError({ code: 'edit-incomplete', message, hint });
}
