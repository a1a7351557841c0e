// ICC profiles for the tests: primaries with one gamma, or grey with one (ICC.1:2001-04).

import { toD50 } from '../../../server/images/colour/matrix.ts';

const spaces = {
  'display-p3': [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], [0.3127, 0.329]],
  adobe: [[0.64, 0.33], [0.21, 0.71], [0.15, 0.06], [0.3127, 0.329]],
  prophoto: [[0.7347, 0.2653], [0.1596, 0.8404], [0.0366, 0.0001], [0.3457, 0.3585]],
  bt2020: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], [0.3127, 0.329]],
} as const;

export function profile(space: keyof typeof spaces, gamma: number): Buffer {
  const matrix = toD50(spaces[space]);
  const columns = ['r', 'g', 'b'].map((name, column): [string, Buffer] => [`${name}XYZ`, xyz([0, 1, 2].map((row) => matrix[row * 3 + column]))]);
  return build('RGB ', [...columns, ...['r', 'g', 'b'].map((name): [string, Buffer] => [`${name}TRC`, curve(gamma)])]);
}

export function greyProfile(gamma: number): Buffer {
  return build('GRAY', [['kTRC', curve(gamma)]]);
}

const white = [0.9642, 1, 0.8249];

function build(kind: string, given: [string, Buffer][]): Buffer {
  const description = Buffer.alloc(90);
  description.write('desc');
  description.writeUInt32BE(2, 8);
  description.write('x', 12);
  const tags: [string, Buffer][] = [['desc', description], ['cprt', Buffer.from('text\0\0\0\0CC0\0', 'latin1')], ['wtpt', xyz(white)], ...given];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  const parts: Buffer[] = [];
  let at = 128 + table.length;
  tags.forEach(([name, data], index) => {
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * index);
    table.writeUInt32BE(data.length, 12 + 12 * index);
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    parts.push(padded);
    at += padded.length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at);
  header.writeUInt32BE(0x0240_0000, 8);
  header.write(`mntr${kind}XYZ `, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  white.forEach((value, index) => header.writeInt32BE(Math.round(value * 65_536), 68 + 4 * index));
  return Buffer.concat([header, table, ...parts]);
}

function xyz(values: number[]): Buffer {
  const out = Buffer.alloc(20);
  out.write('XYZ ');
  values.forEach((value, index) => out.writeInt32BE(Math.round(value * 65_536), 8 + 4 * index));
  return out;
}

function curve(gamma: number): Buffer {
  const out = Buffer.alloc(14);
  out.write('curv');
  out.writeUInt32BE(1, 8);
  out.writeUInt16BE(Math.round(gamma * 256), 12);
  return out;
}
