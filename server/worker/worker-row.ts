// The row by which a worker is known to live.

import { hostname } from 'node:os';
import type { Focus } from '../focus/focus.ts';
import type { DeviceReport } from '../focus/sessions.ts';
import type { Prisma } from '../store/generated/client.ts';
import type { Store } from '../store/store.ts';
import type { LaneServer } from './lane-server.ts';

export interface WorkerRow {
  remove(): Promise<void>;
  /** Beats no more. */
  stop(): void;
}

/** Milliseconds between heartbeats; three may be missed. */
const heartbeatEvery = 5000;

/** Writes the row and keeps it fresh; `beaten` is called after each heartbeat, `lost` once when the database does not take one. */
export async function registerWorker(
  { prisma }: Store,
  id: string,
  { focus, probe, lane }: { focus: Focus; probe: DeviceReport; lane: LaneServer },
  on: { beaten(): void; lost(error: unknown): void },
): Promise<WorkerRow> {
  const { address, token } = lane;
  const about = { pid: process.pid, host: hostname(), address, token, checkpoint: focus.name, marks: focus.marks, device: focus.device, probe: { ...probe } as Prisma.InputJsonObject };
  let stopped = false;
  let late = 0;
  // Anew rather than again: a worker that was frozen for a while was taken for dead, and its row removed.
  const beat = async (): Promise<void> => {
    await prisma.$executeRaw`
      INSERT INTO "worker" ("id", "pid", "host", "address", "token", "checkpoint", "marks", "device", "probe", "heartbeat_at")
      VALUES (${id}::uuid, ${about.pid}, ${about.host}, ${address}, ${token}, ${about.checkpoint}, ${about.marks}, ${about.device}, ${JSON.stringify(about.probe)}::jsonb, now())
      ON CONFLICT ("id") DO UPDATE SET "heartbeat_at" = now()`;
  };
  await beat();
  let beating = false;
  const timer = setInterval(() => {
    if (beating) {
      late += 1;
      if (late === 2) on.lost(new Error('The database takes no heartbeat.'));
      return;
    }
    beating = true;
    beat().then(on.beaten, (error: unknown) => { if (!stopped) on.lost(error); }).finally(() => {
      beating = false;
      late = 0;
    });
  }, heartbeatEvery);
  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
  };
  return {
    stop,
    async remove() {
      stop();
      await prisma.worker.deleteMany({ where: { id } });
    },
  };
}
