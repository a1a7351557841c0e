// The vector that stands for a wish, as the training defines it (models/training/edit_codes.py): the sum of one fixed
// random vector an attribute. At run time the language model says it; only a drawing asks for one by name.

import { crc32 } from 'node:zlib';

/** The code of one attribute, "kind.draw": draws of unit variance, seeded by its name as numpy's RandomState does it. */
export function attributeCode(name: string, width: number): Float32Array {
  return Float32Array.from(legacyNormals(crc32(name), width));
}

/** numpy.random.RandomState(seed).standard_normal(count): Mersenne Twister, polar method. */
function legacyNormals(seed: number, count: number): number[] {
  const next = mersenneTwister(seed);
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const out: number[] = [];
  while (out.length < count) {
    let [x, y, square] = [0, 0, 0];
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    out.push(factor * y, factor * x);
  }
  return out.slice(0, count);
}

/** MT19937 of Matsumoto and Nishimura, 32 bits a call. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let index = 1; index < 624; index += 1) {
    const mixed = state[index - 1] ^ (state[index - 1] >>> 30);
    state[index] = Math.imul(1812433253, mixed) + index;
  }
  let at = 624;
  return () => {
    if (at === 624) {
      for (let index = 0; index < 624; index += 1) {
        const joined = (state[index] & 0x80000000) | (state[(index + 1) % 624] & 0x7fffffff);
        state[index] = state[(index + 397) % 624] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let value = state[at++];
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  };
}
