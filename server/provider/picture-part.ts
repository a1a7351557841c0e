import type { LanguageModelV4FilePart } from '@ai-sdk/provider';
import { InputError } from '../errors.ts';

/** The bytes of a picture in a message. An address is refused: focus fetches nothing on behalf of others. */
export function pictureBytes({ data, mediaType }: LanguageModelV4FilePart): Uint8Array {
  if (!/^image(\/|$)/.test(mediaType)) {
    throw new InputError({
      code: 'file-refused',
      message: `A file of type ${mediaType.slice(0, 60)} is not looked at.`,
      status: 415,
      hint: 'Send a picture: JPEG, PNG, WebP, GIF, AVIF or HEIC.',
    });
  }
  if (data.type !== 'data') {
    throw new InputError({
      code: 'picture-not-inline',
      message: 'The picture is not in the message itself, and focus fetches none.',
      hint: 'Send its bytes, or base64.',
    });
  }
  return typeof data.data === 'string' ? new Uint8Array(Buffer.from(data.data, 'base64')) : data.data;
}
