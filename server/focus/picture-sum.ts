import { createHash } from 'node:crypto';
import type { Picture } from '../images/picture.ts';
import { apart } from '../images/threads/apart.ts';

/** sha256 of what is seen of a picture. */
export function sumOf({ width, height, data, alpha }: Picture): string {
  const sum = createHash('sha256').update(`${width}x${height}:`).update(data);
  if (alpha !== undefined) sum.update(alpha);
  return sum.digest('hex');
}

/** The sums of pictures, each computed once; of a large one in a thread of its own. */
export function openSums(): (picture: Picture) => Promise<string> {
  const sums = new WeakMap<Uint8Array, Promise<string>>();
  return (picture) => {
    const known = sums.get(picture.data);
    if (known !== undefined) return known;
    const sum = apart(sumOf, { file: 'server/focus/picture-sum.ts', name: 'sumOf', pixels: picture.width * picture.height }, picture);
    sum.catch(() => sums.delete(picture.data));
    sums.set(picture.data, sum);
    return sum;
  };
}
