import { heartbeatLimit } from '../queue/recovery.ts';
import type { Transaction } from '../store/store.ts';

export interface LivingWorker {
  id: string;
  pid: number;
  checkpoint: string;
  marks: string | null;
  device: string;
  probe: unknown;
  secondsAgo: number;
}

/** Workers whose heartbeat is recent, by the database's clock, which all machines share. */
export async function workersAlive(prisma: Transaction): Promise<LivingWorker[]> {
  return prisma.$queryRaw`
    SELECT "id"::text, "pid", "checkpoint", "marks", "device", "probe",
      round(extract(epoch FROM now() - "heartbeat_at"), 1)::float8 AS "secondsAgo"
    FROM "worker" WHERE "heartbeat_at" > now() - make_interval(secs => ${heartbeatLimit}) ORDER BY "started_at"`;
}
