import { z } from 'zod';
import type { Conversations } from '../../conversation/conversations.ts';
import type { MaskRleDocument } from '../../conversation/documents.ts';
import { InputError } from '../../errors.ts';
import { maskId } from '../inputs.ts';
import { cutoutLink, maskLink } from '../links.ts';
import { mask } from '../outputs.ts';
import { maskOut } from '../shapes.ts';
import { looks, tool } from '../tool.ts';

export const exportMask = tool({
  name: 'export_mask',
  title: 'Export a mask',
  description:
    'Gives a mask for use elsewhere: COCO run lengths in the result (format rle, the default), svg (outline, in the result), or a picture file (png: grey, 255 inside; cutout: what is inside on transparent ground). '
    + 'With path the file is written to this machine (local stdio server only); without it the file is behind the resource link. The mask itself is not changed.',
  input: z.strictObject({
    maskId,
    format: z.enum(['rle', 'png', 'svg', 'cutout']).default('rle'),
    path: z.string().max(4096).optional().describe('Where to write the file. An existing file is written over.'),
  }),
  output: z.object({
    message: z.string(),
    sessionId: z.string(),
    imageId: z.string().describe('The picture the mask was made on.'),
    mask,
    // Not a tuple: validators of the 2025 era read its JSON schema as a list that must be empty.
    size: z.array(z.number()).length(2).describe('[height, width]'),
    counts: z.string().nullable().describe('COCO compressed run lengths, column by column; null for other formats.'),
    svg: z.string().nullable(),
    path: z.string().nullable().describe('The file that was written.'),
  }),
  scope: 'read',
  // Writing over a file is the caller's wish, but it can lose what was there.
  hints: { ...looks, readOnly: false, destructive: true },
  hintsWithoutFiles: looks,
  async run({ maskId: id, format, path }, { conversations, previews, files }) {
    const found = await conversations.mask(id);
    const [height, width] = found.size;
    const shape = { counts: found.counts, width, height, area: found.area, box: found.box };
    let written: string | null = null;
    if (path !== undefined) {
      if (files === null) throw new InputError({ code: 'path-refused', message: 'This server is not on your machine and writes no files.', status: 403, hint: 'Leave path out and read the resource link.' });
      written = await files.write(path, format === 'rle' ? rleFile(found) : (await conversations.maskFile(found, format)).bytes);
    }
    const out = maskOut({ ...found, shape }, 1);
    const preview = await previews.of(found.imageVersionId, [shape]);
    const message = written === null ? `${found.name || 'The mask'} covers ${found.area} pixels.` : `Wrote ${written}.`;
    const data = { message, sessionId: found.sessionId, imageId: found.imageVersionId, mask: out, size: found.size, counts: format === 'rle' ? found.counts : null, svg: format === 'svg' ? await svgOf(conversations, found) : null, path: written };
    return { data, preview, links: [format === 'cutout' ? cutoutLink(out) : maskLink(out)] };
  },
});

function rleFile({ size, counts, name, area, box }: MaskRleDocument): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ size, counts, name, area, box })}\n`);
}

async function svgOf({ maskFile }: Conversations, found: MaskRleDocument): Promise<string> {
  return new TextDecoder().decode((await maskFile(found, 'svg')).bytes);
}
