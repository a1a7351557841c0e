// Reads an archive by its directory, as any program would, and checks what the headers say.

import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

export function unzip(archive: Buffer): Map<string, Uint8Array> {
  const last = archive.length - 22;
  assert.equal(archive.readUInt32LE(last), 0x06054b50);
  const files = new Map<string, Uint8Array>();
  let at = archive.readUInt32LE(last + 16);
  for (let count = archive.readUInt16LE(last + 10); count > 0; count -= 1) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const [size, nameLength, extraLength, offset] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt32LE(at + 42)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    assert.equal(archive.readUInt32LE(offset), 0x04034b50);
    assert.equal(archive.toString('utf8', offset + 30, offset + 30 + nameLength), name);
    const from = offset + 30 + nameLength + archive.readUInt16LE(offset + 28);
    const bytes = new Uint8Array(archive.subarray(from, from + size));
    assert.deepEqual([archive.readUInt32LE(at + 16), archive.readUInt32LE(offset + 14)], [crc32(bytes), crc32(bytes)]);
    files.set(name, bytes);
    at += 46 + nameLength + extraLength;
  }
  assert.equal(at, last);
  return files;
}
