// How a picture file says its colours, whichever kind it is.

import { primaryItem, type PrimaryItem } from '../boxes.ts';
import type { PictureFormat } from '../sniff.ts';
import { codingOfVideo } from './cicp.ts';
import type { ColourCoding } from './coding.ts';
import { type Profile, type ProfileKind, readProfile } from './icc-profile.ts';
import { pngColours } from './png-colours.ts';

export type FileColours =
  /** Null: sRGB. */
  | { kind: 'coding'; coding: ColourCoding | null }
  /** A profile that only the decoder understands. */
  | { kind: 'left-to-decoder' };

/** `space` as the decoder calls it: 'cmyk', 'b-w', 'srgb' …; `profile` as the decoder found it in a JPEG or WebP. */
export function coloursOf(bytes: Uint8Array, format: PictureFormat, space: string | undefined, profile: Uint8Array | undefined): FileColours {
  const is: ProfileKind = space === 'cmyk' ? 'cmyk' : space === 'b-w' || space === 'grey16' ? 'grey' : 'rgb';
  if (format === 'png') {
    const said = pngColours(bytes);
    return said.kind === 'coding' ? said : byProfile(said.bytes, is);
  }
  if (format === 'avif' || format === 'heic') return ofItem(primaryItem(bytes), is);
  return byProfile(profile, is);
}

function ofItem(item: PrimaryItem | null, is: ProfileKind): FileColours {
  if (item?.profile !== undefined) return byProfile(item.profile, is);
  return { kind: 'coding', coding: item?.numbers === undefined ? null : codingOfVideo(item.numbers.primaries, item.numbers.transfer, item.numbers.matrix) };
}

/** A profile of another kind of picture says nothing, but for a grey picture that of a coloured one does. */
function byProfile(bytes: Uint8Array | undefined, is: ProfileKind): FileColours {
  const profile: Profile | null = bytes === undefined ? null : readProfile(bytes);
  if (profile !== null && (profile.kind === is || (is === 'grey' && profile.kind === 'rgb'))) return { kind: 'coding', coding: profile.coding };
  if (profile === null && bytes !== undefined && isProfileOf(bytes, is)) return { kind: 'left-to-decoder' };
  return { kind: 'coding', coding: is === 'cmyk' ? { kind: 'inks' } : null };
}

function isProfileOf(bytes: Uint8Array, is: ProfileKind): boolean {
  const text = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  return bytes.length > 132 && text(36) === 'acsp' && text(16) === { grey: 'GRAY', rgb: 'RGB ', cmyk: 'CMYK' }[is];
}
