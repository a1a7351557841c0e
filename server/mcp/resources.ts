// Everything that can be read, by its address.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FocusError } from '../errors.ts';
import type { Served } from './house.ts';
import { uri } from './uris.ts';

export interface Content {
  uri: string;
  mimeType: string;
  text?: string;
  /** base64 */
  blob?: string;
}

export interface ResourceKind {
  name: string;
  title: string;
  description: string;
  mimeType: string;
  /** RFC 6570; each variable is one id. */
  template: string;
  variable: 'sessionId' | 'imageId' | 'maskId';
  /** Whether an address always means the same bytes. */
  immutable: boolean;
  read(house: Served, id: string): Promise<Omit<Content, 'uri'>>;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const resourceKinds: readonly ResourceKind[] = [
  {
    name: 'session',
    title: 'Session',
    description: 'A session with its whole history: pictures, messages, masks with run lengths, edits. Can be subscribed to.',
    mimeType: 'application/json',
    template: uri.session('{sessionId}'),
    variable: 'sessionId',
    immutable: false,
    read: async ({ conversations }, id) => ({ mimeType: 'application/json', text: JSON.stringify(await conversations.getSession(id)) }),
  },
  {
    name: 'image',
    title: 'Picture',
    description: 'A version of a picture at full size.',
    mimeType: 'image/png',
    template: uri.image('{imageId}'),
    variable: 'imageId',
    immutable: true,
    read: async ({ conversations }, id) => ({ mimeType: 'image/png', blob: base64((await conversations.picture(id)).png) }),
  },
  {
    name: 'image-preview',
    title: 'Picture, small',
    description: 'A version of a picture as a JPEG of at most 768 pixels with a ruler that counts pixels of the picture.',
    mimeType: 'image/jpeg',
    template: uri.imagePreview('{imageId}'),
    variable: 'imageId',
    immutable: true,
    read: async ({ conversations, previews }, id) => {
      // Whoever asks may know the id of a picture that was deleted since.
      await conversations.picture(id);
      return { mimeType: 'image/jpeg', blob: base64((await previews.of(id, [])).jpeg) };
    },
  },
  {
    name: 'image-region',
    title: 'What changed',
    description: 'The pixels that the change which made this version of a picture could touch: a grey PNG of the size of the picture before, 255 inside.',
    mimeType: 'image/png',
    template: uri.imageRegion('{imageId}'),
    variable: 'imageId',
    immutable: true,
    read: async ({ conversations }, id) => ({ mimeType: 'image/png', blob: base64(await conversations.imageRegion(id)) }),
  },
  {
    name: 'mask',
    title: 'Mask',
    description: 'A mask (its newest version; can be subscribed to) or one version of it: a grey PNG of the picture\'s size, 255 inside.',
    mimeType: 'image/png',
    template: uri.mask('{maskId}'),
    variable: 'maskId',
    immutable: false,
    read: async ({ conversations }, id) => ({ mimeType: 'image/png', blob: base64(await conversations.maskPicture(await conversations.mask(id))) }),
  },
  {
    name: 'mask-cutout',
    title: 'Cut-out',
    description: 'What is inside of a mask (its newest version) or one version of it, on transparent ground: a PNG of the picture\'s size.',
    mimeType: 'image/png',
    template: uri.maskCutout('{maskId}'),
    variable: 'maskId',
    immutable: false,
    read: async ({ conversations }, id) => ({ mimeType: 'image/png', blob: base64((await conversations.maskFile(await conversations.mask(id), 'cutout')).bytes) }),
  },
  {
    name: 'mask-rle',
    title: 'Mask as run lengths',
    description: 'A mask or one version of it as COCO compressed run lengths, with area, box, name and score.',
    mimeType: 'application/json',
    template: uri.maskRle('{maskId}'),
    variable: 'maskId',
    immutable: false,
    read: async ({ conversations }, id) => ({ mimeType: 'application/json', text: JSON.stringify(await conversations.mask(id)) }),
  },
];

export const modelCard = {
  uri: uri.modelCard,
  name: 'model-card',
  title: 'Model card',
  description: 'What the model was trained on, how well it does, measured beside trivial predictors, and what it cannot do.',
  mimeType: 'text/markdown',
};

export async function readModelCard(root: string): Promise<string> {
  return readFile(join(root, 'models', 'checkpoints', 'nano', 'README.md'), 'utf8');
}

/** Whether an error means that there is nothing at the address. */
export function isMissing(error: unknown): boolean {
  return FocusError.isInstance(error) && (error.status === 404 || error.status === 410);
}
