// A worker: one process, one device, one turn at a time, previews in between.

import { randomUUID } from 'node:crypto';
import { openFocus, type FocusOptions } from '../focus/focus.ts';
import type { DeviceReport } from '../focus/sessions.ts';
import type { PreviewRequest } from '../queue/direct-lane.ts';
import { recoverTurns } from '../queue/recovery.ts';
import { openTurnQueue } from '../queue/turn-queue.ts';
import { databaseError } from '../store/database-error.ts';
import { openStore } from '../store/store.ts';
import { openAttention, type WorkerNews } from './attention.ts';
import { openLaneServer } from './lane-server.ts';
import { ceilingOf, watchMemory } from './memory-ceiling.ts';
import { openPictures } from './pictures.ts';
import { openPreviewer } from './preview.ts';
import { runTurn, type StopReason, type Workplace } from './run-turn.ts';
import { registerWorker } from './worker-row.ts';

export interface WorkerOptions {
  databaseUrl: string;
  dataFolder: string;
  device: FocusOptions['device'];
  /** Checkpoint folder; the shipped one where left out. */
  checkpoint?: string;
  stepPause: number;
  /** Bytes of memory it may take; a share of the machine's where left out. */
  ceiling?: number;
  /** What it says about itself on its way. */
  tell?(news: WorkerNews): void;
  /** It took more memory than it may. */
  exceeded?(bytes: number): void;
  /** The database is gone, and nothing more can be done here. */
  lost(error: unknown): void;
}

export interface Worker {
  id: string;
  address: string;
  probe: DeviceReport;
  /** Gives a running turn back to the queue and leaves no trace. */
  close(): Promise<void>;
}

/** Looks every so many heartbeats whether another worker has died. */
const recoverEvery = 3;

/** @throws FocusError where the checkpoint, the device or the database cannot be used. */
export async function openWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, dataFolder, device, checkpoint, stepPause } = options;
  const store = await openStore({ databaseUrl, dataFolder });
  const focus = await openFocus({ folder: checkpoint, device });
  const probe = await focus.probe();
  const queue = await openTurnQueue({ databaseUrl, store, role: 'worker' });
  const id = randomUUID();
  const attention = openAttention(options.tell ?? (() => undefined));
  const unwatch = watchMemory(options.ceiling ?? ceilingOf(undefined)!, { strained: attention.strain, exceeded: options.exceeded ?? (() => undefined) });
  const place: Workplace = { workerId: id, store, queue, focus, pictures: openPictures(store.blobs), attention, stepPause };
  const preview = openPreviewer(place);
  const lane = await openLaneServer({ '/preview': (body) => preview(body as PreviewRequest), '/probe': () => focus.probe() });

  let beats = 0;
  let recovering = false;
  const recover = async (): Promise<void> => {
    if (recovering) return;
    recovering = true;
    await recoverTurns(store, queue).catch((error: unknown) => console.error('Turns of dead workers cannot be looked for:', error)).finally(() => { recovering = false; });
  };
  const row = await registerWorker(store, id, { focus, probe, lane }, {
    beaten: () => {
      beats += 1;
      if (beats % recoverEvery === 0) void recover();
    },
    lost: options.lost,
  });

  /** The turn at hand and the way to stop it. */
  let current: { turnId: string; stop: AbortController } | null = null;
  let closing = false;
  const abort = (reason: StopReason): void => current?.stop.abort(reason);
  const unsubscribe = store.notifications.subscribe('focus_stop', (turnId) => {
    if (current === null || (turnId !== '' && turnId !== current.turnId)) return;
    if (turnId !== '') return abort('stop');
    // Something may have been missed.
    const missed = current;
    store.prisma.turn.findUnique({ where: { id: missed.turnId }, select: { stopRequested: true } })
      .then((turn) => { if (turn?.stopRequested) missed.stop.abort('stop' satisfies StopReason); }, () => undefined);
  });
  await recover();
  await queue.work(async (turnId) => {
    // Before the claim, so that a stop which the claim does not see yet is not missed.
    current = { turnId, stop: new AbortController() };
    try {
      if (closing) abort('shutdown');
      await runTurn(place, turnId, current.stop.signal);
    } catch (error) {
      if (databaseError(error)?.code === 'database-unreachable') options.lost(error);
      throw error;
    } finally {
      current = null;
    }
  });

  return {
    id,
    address: lane.address,
    probe,
    async close() {
      closing = true;
      unwatch();
      const queueClosed = queue.close();
      abort('shutdown');
      await queueClosed;
      unsubscribe();
      await lane.close();
      await row.remove();
      await store.close();
      await focus.close();
    },
  };
}
