// A ZIP archive as a stream, entry by entry, nothing compressed: pictures are compressed already. Source: PKWARE's APPNOTE.TXT
// 6.3.10; sizes past 4 GiB as it says for ZIP64. Only one entry is in memory at a time.

import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** Path in the archive, with slashes. */
  name: string;
  bytes: Uint8Array;
}

interface Written {
  name: Buffer;
  crc: number;
  size: number;
  offset: number;
}

const most16 = 0xffff;
const most32 = 0xffffffff;
/** Names are UTF-8. */
const flags = 0x0800;

/** `start`: bytes that stand before the archive in its file. */
export async function* zip(entries: AsyncIterable<ZipEntry>, modified: Date, start = 0): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  const time = dosTime(modified);
  let offset = start;
  for await (const { name: path, bytes } of entries) {
    const name = Buffer.from(path, 'utf8');
    const entry = { name, crc: crc32(bytes), size: bytes.length, offset };
    written.push(entry);
    const header = Buffer.concat([numbers([4, 0x04034b50], [2, 20]), common(entry, time), numbers([2, 0]), name]);
    yield header;
    yield bytes;
    offset += header.length + bytes.length;
  }
  const directory = offset;
  for (const entry of written) {
    const header = directoryHeader(entry, time);
    yield header;
    offset += header.length;
  }
  yield end(written.length, directory, offset - directory);
}

/** What stands in both headers of an entry. */
function common({ name, crc, size }: Written, time: number): Buffer {
  return numbers([2, flags], [2, 0], [4, time], [4, crc], [4, size], [4, size], [2, name.length]);
}

function directoryHeader(entry: Written, time: number): Buffer {
  const far = entry.offset >= most32;
  const extra = far ? numbers([2, 1], [2, 8], [8, entry.offset]) : Buffer.alloc(0);
  return Buffer.concat([
    numbers([4, 0x02014b50], [2, far ? 45 : 20], [2, far ? 45 : 20]), common(entry, time),
    numbers([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, far ? most32 : entry.offset]), entry.name, extra,
  ]);
}

function end(count: number, directory: number, size: number): Buffer {
  const far = count >= most16 || directory >= most32 || size >= most32;
  const [shownCount, shownSize, shownDirectory] = far ? [most16, most32, most32] : [count, size, directory];
  const last = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, shownCount], [2, shownCount], [4, shownSize], [4, shownDirectory], [2, 0]);
  if (!far) return last;
  const wide = numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, directory]);
  return Buffer.concat([wide, numbers([4, 0x07064b50], [4, 0], [8, directory + size], [4, 1]), last]);
}

/** [bytes, value], lowest byte first. */
function numbers(...fields: [2 | 4 | 8, number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}

/** Two seconds exact, from 1980 on, here in UTC. */
function dosTime(date: Date): number {
  const day = (Math.max(0, date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 0x10000 + time;
}
