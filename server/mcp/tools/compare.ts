import { z } from 'zod';
import { differenceApart } from '../../images/stored.ts';
import { imageLink } from '../links.ts';
import { box, picture } from '../outputs.ts';
import { pairPreview } from '../pair-preview.ts';
import { pictureOut } from '../shapes.ts';
import { looks, tool } from '../tool.ts';

export const compare = tool({
  name: 'compare',
  title: 'Compare two pictures',
  description:
    'Shows two versions of a picture side by side and counts what differs: pixels, share, and the box round all of them. '
    + 'Use it after edit to check that only what was meant has changed. Takes imageIds of edit (fromImageId, toImageId) or get_session. Changes nothing.',
  input: z.strictObject({ imageIdA: z.uuid().describe('The picture before; left in the preview.'), imageIdB: z.uuid().describe('The picture after; right in the preview.') }),
  output: z.object({
    message: z.string(),
    a: picture,
    b: picture,
    sameSize: z.boolean(),
    changedPixels: z.number().nullable().describe('Pixels with any difference; null where the sizes differ.'),
    share: z.number().nullable().describe('Part of the picture that differs, 0 to 1.'),
    box: box.nullable(),
    meanDifference: z.number().nullable().describe('Mean difference of the changed pixels, 0 to 255 a channel.'),
    preview: z.object({ width: z.number(), height: z.number() }),
  }),
  scope: 'read',
  hints: looks,
  async run({ imageIdA, imageIdB }, { conversations }) {
    const [a, b] = await Promise.all([conversations.picture(imageIdA), conversations.picture(imageIdB)]);
    const sameSize = a.image.width === b.image.width && a.image.height === b.image.height;
    const difference = sameSize ? await differenceApart(a.png, b.png, a.image) : null;
    const preview = await pairPreview(a, b);
    const message = difference === null ? 'The pictures differ in size, so pixels cannot be compared.'
      : difference.changedPixels === 0 ? 'The pictures are equal, byte for byte.'
      : `${difference.changedPixels} pixels differ (${(difference.share * 100).toFixed(1)} %); all others are equal byte for byte.`;
    const nothing = { changedPixels: null, share: null, box: null, meanDifference: null };
    const data = { message, a: pictureOut(a.image), b: pictureOut(b.image), sameSize, ...(difference ?? nothing), preview: { width: preview.width, height: preview.height } };
    return { data, preview, links: [imageLink(a.image), imageLink(b.image)] };
  },
});
