// How much work a movement costs the browser, thread by thread, from a trace of it. Processor time, not time by the clock: it says
// what a frame needs, also while the machine does something else.

import type { Page } from 'playwright';

export interface BrowserWork {
  seconds: number;
  /** Those that were put on the screen. The browser makes none where nothing changed. */
  frames: number;
  /** Milliseconds of processor time for each frame. */
  perFrame: {
    /** Scripts, styles, layout and painting of the page itself. */
    main: number;
    /** The page's workers. */
    workers: number;
    /** All threads of all processes of the browser that draw: these, compositor, raster, and the process that puts it on the screen. */
    all: number;
  };
  /** The longest task of the page's main thread, ms of processor time. */
  longestTask: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  /** By the clock and of the processor, microseconds. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

const tasks = new Set(['ThreadControllerImpl::RunTask', 'ThreadPool_RunTask', 'EpollEvent']);

export async function browserWork(page: Page, work: () => Promise<void>): Promise<BrowserWork> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'viz'] });
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  return { seconds, ...readTrace(JSON.parse((await browser.stopTracing()).toString('utf8')).traceEvents) };
}

function readTrace(events: readonly TraceEvent[]): Omit<BrowserWork, 'seconds'> {
  const of = (event: TraceEvent) => `${event.pid} ${event.tid}`;
  const named = events.filter(({ ph, name }) => ph === 'M' && (name === 'thread_name' || name === 'process_name'));
  const threads = new Map(named.filter(({ name }) => name === 'thread_name').map((event) => [of(event), event.args.name]));
  const processes = new Map(named.filter(({ name }) => name === 'process_name').map(({ pid, args }) => [pid, args.name]));
  const frames = events.filter(({ name }) => name === 'Display::DrawAndSwap').length;
  const sum = { main: 0, workers: 0, all: 0 };
  let longestTask = 0;
  for (const event of outermost(events.filter(({ ph, name }) => ph === 'X' && tasks.has(name)), of)) {
    const process = processes.get(event.pid);
    if (process !== 'Renderer' && process !== 'GPU Process') continue;
    const [thread, milliseconds] = [threads.get(of(event)), (event.tdur ?? 0) / 1000];
    sum.all += milliseconds;
    if (thread === 'CrRendererMain') {
      sum.main += milliseconds;
      longestTask = Math.max(longestTask, milliseconds);
    }
    if (thread === 'DedicatedWorker thread') sum.workers += milliseconds;
  }
  if (frames === 0 || sum.main === 0) throw new Error('The trace has no frames; this browser names them otherwise.');
  return { frames, longestTask, perFrame: { main: sum.main / frames, workers: sum.workers / frames, all: sum.all / frames } };
}

/** Tasks that run within no other of their thread. */
function outermost(events: TraceEvent[], of: (event: TraceEvent) => string): TraceEvent[] {
  const ends = new Map<string, number>();
  return events.sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0)).filter((event) => {
    if (event.ts < (ends.get(of(event)) ?? 0)) return false;
    ends.set(of(event), event.ts + (event.dur ?? 0));
    return true;
  });
}
