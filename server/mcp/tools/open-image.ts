import { basename } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { defaultLimits } from '../../images/limits.ts';
import { decodeBase64 } from '../base64.ts';
import { left } from '../deadline.ts';
import { fetchPicture } from '../fetch-picture.ts';
import { maskEditor } from '../mask-editor.ts';
import { session } from '../outputs.ts';
import { sessionAnswer } from '../session-answer.ts';
import { adds, type Caller, tool } from '../tool.ts';

const input = z.strictObject({
  path: z.string().max(4096).optional().describe('A picture file on this machine (only when focus runs as a local stdio server).'),
  base64: z.string().optional().describe('The bytes of a picture file: JPEG, PNG, WebP, GIF, AVIF or HEIC, up to 32 MiB and 120 megapixels; one of more than 40 is scaled down.'),
  url: z.string().max(2000).optional().describe('An https address of a picture (only where fetching was allowed).'),
  sample: z.string().max(200).optional().describe('A picture that comes with focus, for trying: balls-on-wood, crowd-on-tiles or stars-on-stone.'),
  imageId: z.uuid().optional().describe('A picture that focus has already, from POST /api/images or another session; it is begun with anew.'),
  empty: z.literal(true).optional().describe('Begin without a picture; the first ask then describes one to draw.'),
  name: z.string().max(200).optional().describe('File name to show for base64 or url.'),
  title: z.string().max(200).optional().describe('Title of the session; else its first message.'),
});
/** Milliseconds that a picture from the web is waited for. */
const longestFetch = 15_000;

const sources = ['path', 'base64', 'url', 'sample', 'imageId', 'empty'] as const;

export const openImage = tool({
  name: 'open_image',
  title: 'Open a picture',
  description:
    'Start here: begins a session with one picture and shows it. Give exactly one of path, base64, url, sample, imageId or empty. '
    + 'Returns a sessionId, which all other tools take, the picture\'s size in pixels, and a preview with a pixel ruler. '
    + 'A session that is there already needs no opening: find it with list_sessions and look at it with get_session.',
  input,
  output: session.extend({ notes: z.array(z.string()).describe('What was done to the picture on the way in, if anything.') }),
  scope: 'edit',
  hints: { ...adds, openWorld: true },
  view: maskEditor.uri,
  async run(given, caller) {
    const { conversations } = caller;
    const named = sources.filter((source) => given[source] !== undefined);
    if (named.length !== 1) {
      throw new InputError({
        code: 'one-source',
        message: named.length === 0 ? 'No picture was named.' : `${named.join(' and ')} were given together.`,
        hint: 'Give exactly one of path, base64, url, sample, imageId or empty: true.',
      });
    }
    const { title, sample } = given;
    const file = await fileOf(given, caller);
    const upload = file === null ? null : await conversations.addImage(file.bytes, file.name, { milliseconds: left(caller.deadline) });
    const begun = await conversations.createSession({ title, sample, imageId: upload?.id ?? given.imageId });
    const size = begun.currentImage;
    const message = size === null ? 'An empty session began. Describe a picture with ask to have it drawn.' : `Opened a picture of ${size.width} x ${size.height} pixels.`;
    const answer = await sessionAnswer(caller, begun, message);
    return { ...answer, data: { ...answer.data, notes: upload?.notes ?? [] } };
  },
});

async function fileOf({ path, base64, url, name }: z.output<typeof input>, { files, fetches, signal, deadline }: Caller): Promise<{ bytes: Uint8Array; name: string } | null> {
  if (path !== undefined) {
    if (files === null) {
      throw new InputError({ code: 'path-refused', message: 'This server is not on your machine and reads no files by path.', status: 403, hint: 'Send the picture as base64, or upload it with POST /api/images and give its id as imageId.' });
    }
    return { bytes: await files.read(path, defaultLimits.bytes), name: name ?? basename(path) };
  }
  if (base64 !== undefined) return { bytes: decodeBase64(base64, defaultLimits.bytes), name: name ?? '' };
  if (url === undefined) return null;
  if (!fetches) {
    throw new InputError({ code: 'fetch-refused', message: 'This server fetches nothing from the web.', status: 403, hint: 'Send the picture as base64. Whoever runs focus can allow https addresses with FOCUS_FETCH=on.' });
  }
  return { bytes: await fetchPicture(url, { bytes: defaultLimits.bytes, signal, milliseconds: Math.min(longestFetch, left(deadline)) }), name: name ?? basename(new URL(url).pathname) };
}
