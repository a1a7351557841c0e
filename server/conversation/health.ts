// Whether focus can work now. The provider named is the one on which the worker's timed probe ran, not the one asked for.

import type { Store } from '../store/store.ts';
import type { HealthDocument } from './documents.ts';
import { workersAlive } from './workers-alive.ts';

export async function health(store: Store): Promise<HealthDocument> {
  const [workers, queued, running] = await Promise.all([
    workersAlive(store.prisma),
    store.prisma.turn.count({ where: { status: 'queued' } }),
    store.prisma.turn.count({ where: { status: 'running' } }),
  ]);
  return {
    status: workers.length === 0 ? 'no-worker' : 'ok',
    database: true,
    queue: { queued, running },
    workers: workers.map(({ id, pid, checkpoint, marks, device, probe, secondsAgo }) => {
      const { provider, milliseconds } = probe as { provider: string; milliseconds: number };
      return { id, pid, checkpoint, marks, device, provider, probeMilliseconds: Math.round(milliseconds * 10) / 10, heartbeatSecondsAgo: secondsAgo };
    }),
  };
}

export const withoutDatabase: HealthDocument = {
  status: 'database-unreachable',
  database: false,
  queue: { queued: 0, running: 0 },
  workers: [],
};
