import { createHash } from 'node:crypto';
import type { Picture } from '../images/picture.ts';

/** sha256 of what is seen of a picture. */
export function sumOf({ width, height, data, alpha }: Picture): string {
  const sum = createHash('sha256').update(`${width}x${height}:`).update(data);
  if (alpha !== undefined) sum.update(alpha);
  return sum.digest('hex');
}
