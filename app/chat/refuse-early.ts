// What can be known to be refused without sending it, said in the server's own words. The server looks at the bytes all the same.

import { defaultLimits } from '../../server/images/limits.ts';
import { assertMaskFits } from '../../server/images/mask.ts';
import { refuse } from '../../server/images/refusals.ts';
import { isReadable, sniff } from '../../server/images/sniff.ts';
import type { Size } from '../canvas/view.ts';

/** By these a file tells what it is. */
const firstBytes = 1024;

/** `mustFit`: the picture that a mask is for. @throws PictureError, MaskError `mask-size-differs`, as the server would. */
export async function refuseEarly(file: File, mustFit?: Size): Promise<void> {
  if (file.size === 0) throw refuse.empty();
  if (file.size > defaultLimits.bytes) throw refuse.tooManyBytes(file.size, defaultLimits.bytes);
  // A folder looks like a file until it is read.
  const first = await file.slice(0, firstBytes).arrayBuffer().catch((cause) => {
    throw refuse.unreadable(file.name, cause);
  });
  const format = sniff(new Uint8Array(first));
  if (!isReadable(format)) throw refuse.format(format);
  const size = await sizeOf(file);
  if (size === null) return;
  const { width, height } = size;
  if (width * height > defaultLimits.pixels) throw refuse.tooManyPixels(width, height, defaultLimits.pixels);
  if (Math.max(width, height) > defaultLimits.ratio * Math.min(width, height)) throw refuse.tooNarrow(width, height, defaultLimits.ratio);
  if (mustFit !== undefined) assertMaskFits(size, mustFit);
}

/** Turned as it is shown; null where the browser cannot read it. An image element reads the header alone: nothing is decoded. */
function sizeOf(file: File): Promise<Size | null> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  const read = new Promise<Size | null>((resolve) => {
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve(null);
  });
  image.src = address;
  return read.finally(() => URL.revokeObjectURL(address));
}
