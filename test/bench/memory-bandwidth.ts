// How many bytes a second one thread moves: `node test/bench/memory-bandwidth.ts BYTES` prints JSON. A process of its own, so that
// its blocks do not count as memory of what is measured beside it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Bytes a second: of a block that is only read, and of one that is copied (read and written together). */
export interface Bandwidth { reading: number; copying: number }

const self = fileURLToPath(import.meta.url);

/** Over a block of `size` bytes, the speed that a tenth of its pieces reaches: far larger than any cache for main memory, smaller than it for the cache. */
export function bandwidthOf(size: number): Bandwidth {
  return JSON.parse(execFileSync(process.execPath, ['--no-warnings', self, String(size)], { encoding: 'utf8' })) as Bandwidth;
}

/** Bytes of the largest cache that the system names for the first core (Linux); null where it names none. Other programs use it too. */
export function largestCache(): number | null {
  const sizes = [0, 1, 2, 3, 4].flatMap((index) => {
    try {
      const text = readFileSync(`/sys/devices/system/cpu/cpu0/cache/index${index}/size`, 'utf8').trim();
      return [parseInt(text, 10) * (text.endsWith('M') ? 2 ** 20 : 2 ** 10)];
    } catch {
      return [];
    }
  });
  return sizes.length > 0 ? Math.max(...sizes) : null;
}

function measure(size: number): Bandwidth {
  const from = Buffer.alloc(size, 1);
  const to = Buffer.alloc(size, 2);
  // in pieces that end before the system takes the core away, each timed; the next round finds none of a large block in the cache
  const piece = Math.min(size, 4 * 2 ** 20);
  const bytesPerSecond = (work: (start: number, end: number) => void): number => {
    const times: number[] = [];
    for (const until = performance.now() + 1000; times.length < 100 || performance.now() < until;) {
      for (let start = 0; start + piece <= size; start += piece) {
        const began = performance.now();
        work(start, start + piece);
        times.push(performance.now() - began);
      }
    }
    return (piece * 1000) / times.sort((one, other) => one - other)[Math.floor(times.length / 10)]!;
  };
  // a byte that is nowhere: the C library's search reads every byte, many at a time, and writes nothing
  const reading = bytesPerSecond((start, end) => { if (from.subarray(start, end).indexOf(3) !== -1) throw new Error('found what is not there'); });
  const copying = 2 * bytesPerSecond((start, end) => { to.set(from.subarray(start, end), start); });
  return { reading, copying };
}

if (process.argv[1] === self) console.log(JSON.stringify(measure(Number(process.argv[2]))));
