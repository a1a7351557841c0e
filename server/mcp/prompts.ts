// Usual jobs as prompts: how to do them well with these tools.

import { z } from 'zod';

export interface PromptArgument {
  name: string;
  description: string;
  required: boolean;
  /** Ids of which kind complete it. */
  completes?: 'sessionId' | 'imageId';
}

export interface Prompt {
  name: string;
  title: string;
  description: string;
  arguments: readonly PromptArgument[];
  text(given: Record<string, string | undefined>): string;
}

const session: PromptArgument = { name: 'sessionId', description: 'The session with the picture. Without it the picture has to be opened first.', required: false, completes: 'sessionId' };
const begin = (id: string | undefined) => (id ? `Call get_session with sessionId ${id}.` : 'Open the picture with open_image.');

export const prompts: readonly Prompt[] = [
  {
    name: 'describe_and_mark',
    title: 'Describe and mark',
    description: 'Say what is in the picture and mark each thing, so that everything named has a mask.',
    arguments: [session, { name: 'what', description: 'What to look for; everything where it is left out.', required: false }],
    text: ({ sessionId, what }) => [
      begin(sessionId),
      'Look at the preview and say in two or three sentences what is in it.',
      `Mark ${what ? what : 'each thing you named'} with segment, one call a thing, by a noun phrase that fits nothing else.`,
      'After each call look at the numbered outline. Where it is wrong or its score is below 0.5, correct it with refine_mask and clicks, or leave it out and say so.',
      'End with a list: name, maskId, score, area and box.',
    ].join('\n'),
  },
  {
    name: 'remove_carefully',
    title: 'Remove something carefully',
    description: 'Remove one thing, with a check before and after.',
    arguments: [session, { name: 'thing', description: 'What to remove, e.g. "the yellow cone".', required: true }],
    text: ({ sessionId, thing }) => [
      begin(sessionId),
      `Mark ${thing} with segment. Check in the preview that exactly this thing is outlined; if not, use refine_mask with clicks.`,
      'Call edit with kind remove and that maskId.',
      'Call compare with fromImageId and toImageId of the result: the box of changes has to lie round the thing and nowhere else.',
      'Look at the place in the preview. If something is left, call edit again with another seed, after going back with undo.',
      'Say what was removed, how many pixels changed, and what you are not sure of.',
    ].join('\n'),
  },
  {
    name: 'compare_versions',
    title: 'Compare two versions',
    description: 'Say what differs between two versions of a picture.',
    arguments: [
      { ...session, required: true },
      { name: 'before', description: 'imageId of the first version; the oldest where it is left out.', required: false, completes: 'imageId' },
      { name: 'after', description: 'imageId of the second version; the current one where it is left out.', required: false, completes: 'imageId' },
    ],
    text: ({ sessionId, before, after }) => [
      `Call get_session with sessionId ${sessionId}; its versions list all pictures.`,
      `Call compare with imageIdA ${before || 'of the oldest version'} and imageIdB ${after || 'of the current picture'}.`,
      'Say in words what differs, where (the box) and how much (share of pixels), and which messages of the session led from one to the other.',
    ].join('\n'),
  },
];

/** Arguments of a prompt are strings. */
export function promptSchema({ arguments: list }: Prompt): z.ZodObject {
  return z.object(Object.fromEntries(list.map(({ name, description, required }) => {
    const text = z.string().max(2000).describe(description);
    return [name, required ? text : text.optional()];
  })));
}
