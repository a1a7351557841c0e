// What the boxes of an AVIF or HEIC file say (ISO/IEC 14496-12 and 23008-12): brands, and size and colours of the primary picture.

interface Box {
  type: string;
  /** What is in it. */
  view: DataView;
}

/** `colr` and `ispe` of the primary item. */
export interface PrimaryItem {
  width?: number;
  height?: number;
  /** An ICC profile. */
  profile?: Uint8Array;
  /** Code points of ITU-T H.273. */
  numbers?: { primaries: number; transfer: number; matrix: number };
}

/** The major brand and then the compatible ones; empty where it does not begin with `ftyp`. */
export function brandsOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || word(view, 4) !== 'ftyp') return [];
  const brands = [word(view, 8)];
  for (let at = 16; at + 4 <= Math.min(view.getUint32(0), bytes.length, 256); at += 4) brands.push(word(view, at));
  return brands;
}

/** An AVIF under the brand by which libvips knows it, whatever it calls itself: of a sequence that is its still picture. */
export function asStill(bytes: Uint8Array): Uint8Array {
  if (word(new DataView(bytes.buffer, bytes.byteOffset, 12), 8) === 'avif') return bytes;
  const still = bytes.slice();
  still.set([0x61, 0x76, 0x69, 0x66], 8);
  return still;
}

/** Null where the boxes cannot be followed. */
export function primaryItem(bytes: Uint8Array): PrimaryItem | null {
  try {
    const meta = find(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'meta');
    if (meta === null) return null;
    const inside = skip(meta, 4);
    const primary = find(inside, 'pitm');
    const properties = find(inside, 'iprp');
    const container = properties && find(properties, 'ipco');
    const links = properties && find(properties, 'ipma');
    if (primary === null || container === null || links === null) return null;
    const id = primary.getUint8(0) === 0 ? primary.getUint16(4) : primary.getUint32(4);
    const all = Array.from(boxesOf(container!));
    return told(propertiesOf(links!, id).flatMap((index) => all[index - 1] ?? []));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function told(properties: readonly Box[]): PrimaryItem {
  const item: PrimaryItem = {};
  for (const { type, view } of properties) {
    if (type === 'ispe') [item.width, item.height] = [view.getUint32(4), view.getUint32(8)];
    if (type !== 'colr') continue;
    const form = word(view, 0);
    if (form === 'nclx') item.numbers = { primaries: view.getUint16(4), transfer: view.getUint16(6), matrix: view.getUint16(8) };
    if (form === 'prof' || form === 'rICC') item.profile = new Uint8Array(view.buffer, view.byteOffset + 4, view.byteLength - 4);
  }
  return item;
}

/** The numbers, from 1, of the properties of an item. */
function propertiesOf(links: DataView, item: number): number[] {
  const [version, wide] = [links.getUint8(0), (links.getUint8(3) & 1) === 1];
  let at = 8;
  for (let entries = links.getUint32(4); entries > 0; entries -= 1) {
    const id = version === 0 ? links.getUint16(at) : links.getUint32(at);
    at += version === 0 ? 2 : 4;
    const count = links.getUint8(at);
    at += 1;
    const found: number[] = [];
    for (let index = 0; index < count; index += 1, at += wide ? 2 : 1) found.push(wide ? links.getUint16(at) & 0x7fff : links.getUint8(at) & 0x7f);
    if (id === item) return found;
  }
  return [];
}

function find(view: DataView, type: string): DataView | null {
  for (const box of boxesOf(view)) if (box.type === type) return box.view;
  return null;
}

function* boxesOf(view: DataView): Generator<Box, void, undefined> {
  for (let at = 0; at + 8 <= view.byteLength; ) {
    let [size, head] = [view.getUint32(at), 8];
    if (size === 1) [size, head] = [Number(view.getBigUint64(at + 8)), 16];
    if (size === 0) size = view.byteLength - at;
    if (size < head || at + size > view.byteLength) return;
    yield { type: word(view, at + 4), view: new DataView(view.buffer, view.byteOffset + at + head, size - head) };
    at += size;
  }
}

function skip(view: DataView, bytes: number): DataView {
  return new DataView(view.buffer, view.byteOffset + bytes, view.byteLength - bytes);
}

function word(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
