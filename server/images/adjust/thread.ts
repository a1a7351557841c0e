// The thread in which pictures are changed: beside the loop that answers everybody else.

import { parentPort } from 'node:worker_threads';
import { FocusError } from '../../errors.ts';
import { type AdjustJob, runJob } from './job.ts';

parentPort!.on('message', ({ id, job }: { id: number; job: AdjustJob }) => {
  void runJob(job).then(
    (done) => parentPort!.postMessage({ id, done }),
    (error: unknown) => parentPort!.postMessage({ id, error: FocusError.isInstance(error) ? error.toJSON() : { message: String(error) } }),
  );
});
