// The thread in which pictures are changed: beside the loop that answers everybody else.

import { parentPort } from 'node:worker_threads';
import { FocusError } from '../../errors.ts';
import { type AdjustJob, type PixelJob, runJob, runOnPixels } from './job.ts';

parentPort!.on('message', ({ id, job }: { id: number; job: AdjustJob | PixelJob }) => {
  void (async () => 'raw' in job ? runOnPixels(job) : runJob(job))().then(
    (done) => parentPort!.postMessage({ id, done }),
    (error: unknown) => parentPort!.postMessage({ id, error: FocusError.isInstance(error) ? error.toJSON() : { message: String(error) } }),
  );
});
