// How a result leaves a thread without being copied: pixels in shared memory, so that they can go into the next thread too, all other
// numbers by handing their memory over.

/** Smaller ones are copied. */
const small = 64 * 1024;

export interface Leaving {
  value: unknown;
  transfer: ArrayBuffer[];
}

export function shared(value: unknown): Leaving {
  const transfer = new Set<ArrayBuffer>();
  return { value: prepared(value, false, transfer), transfer: [...transfer] };
}

/** `pixels`: whether the value belongs to a picture or a mask. */
function prepared(value: unknown, pixels: boolean, transfer: Set<ArrayBuffer>): unknown {
  if (value instanceof Uint8Array && pixels) return value.length < small ? value : inSharedMemory(value);
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    if (byteLength < small || !(buffer instanceof ArrayBuffer)) return value;
    // Memory that is part of something larger stays here, and so does that of native code, which comes as a Buffer.
    if (byteLength < buffer.byteLength || Buffer.isBuffer(value)) return prepared(copyOf(value as Uint8Array), pixels, transfer);
    transfer.add(buffer);
    return value;
  }
  if (Array.isArray(value)) return value.map((one) => prepared(one, pixels, transfer));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const isPixels = 'width' in value && 'height' in value && 'data' in value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, prepared(one, isPixels, transfer)]));
}

function copyOf(value: Uint8Array): Uint8Array {
  // The `slice` of a Buffer copies nothing.
  return Buffer.isBuffer(value) ? new Uint8Array(value) : value.slice();
}

/** The same bytes where every thread sees them. */
export function inSharedMemory(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const out = new Uint8Array(new SharedArrayBuffer(bytes.length));
  out.set(bytes);
  return out;
}
