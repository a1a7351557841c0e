/**
 * Whether a JPEG brings the tables by which it is decoded, or needs none (arithmetic coding). Decoders take standard tables for missing ones,
 * and show noise where the file was written with others.
 */
export function bringsTables(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    // Fill bytes.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xc4 || (marker >= 0xc9 && marker <= 0xcf)) return true;
    if (marker === 0xda) return false;
    at += 2 + (bytes[at + 2] << 8) + bytes[at + 3];
  }
  // It ends before its picture begins, or is stranger than this looks: the decoder says so.
  return true;
}
