import { InputError } from '../errors.ts';
import { defaultLimits } from '../images/limits.ts';

/** Bytes of the longest message that is read: a picture of the largest size in base64, and something around it. */
export const longestMessage = Math.ceil(defaultLimits.bytes / 3) * 4 + 256 * 1024;

/** The bytes of strict base64, with or without a data: prefix. @throws InputError `base64-invalid`, `picture-too-large`. */
export function decodeBase64(text: string, cap: number): Uint8Array {
  const data = text.replace(/^data:[^,]{0,100};base64,/, '').replace(/\s+/g, '');
  if (data.length > Math.ceil(cap / 3) * 4) {
    throw new InputError({ code: 'picture-too-large', message: `The file is larger than ${cap / 1024 / 1024} MiB, the most that is read.`, status: 413, hint: 'Save it smaller or with stronger compression.' });
  }
  if (data === '' || data.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) {
    throw new InputError({ code: 'base64-invalid', message: 'The picture is not valid base64.', hint: 'Encode the bytes of the file itself, without line prefixes or escapes.' });
  }
  return Buffer.from(data, 'base64');
}
