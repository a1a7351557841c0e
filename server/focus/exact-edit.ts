// An exact operation as the result of a turn. It runs in a thread, so that whoever points or stops meanwhile is answered.

import type { Adjustment } from '../images/adjust/adjustment.ts';
import { runInThread } from '../images/adjust/in-thread.ts';
import { movedBy, type PixelJob } from '../images/adjust/job.ts';
import type { Mask } from '../images/mask.ts';
import type { Picture } from '../images/picture.ts';
import type { EditResult } from './turn-events.ts';

/**
 * `picture` with its transparency; `place` null: the whole of it. `behind` is the picture for a background.
 * @throws as `adjust` of server/images/adjust.
 */
export async function adjustedExactly(picture: Picture, place: Mask | null, exact: Adjustment, seed: number, behind?: Picture): Promise<EditResult> {
  const job: PixelJob = { raw: picture, mask: place, adjustment: exact, behind };
  const done = await runInThread(job);
  const move = movedBy(job, done);
  const { picture: result, region, changedPixels, markedPixels, outsidePixels } = done;
  const { width, height } = result;
  return {
    kind: 'adjust', picture: result, region, changedPixels, outsidePixels, exact, seed, paintedAt: { width, height },
    ...(markedPixels === null ? {} : { markedPixels }), ...(move === null ? {} : { move }),
  };
}
