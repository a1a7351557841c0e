// Reads Python's pickle files as far as plain data goes: numbers, texts, lists, tuples and dictionaries of protocols 0 to 4.
// Everything that would call something is refused, so a file cannot run code. Source: CPython, Lib/pickletools.py.

import { InputError } from '../../../server/errors.ts';

const mark = Symbol('mark');
type Value = unknown;

export function readPickle(bytes: Uint8Array): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Value[] = [];
  const memo = new Map<number, Value>();
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw broken('it ends in the middle');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const byte = (): number => take(1)[0];
  const int32 = (): number => { take(4); return view.getInt32(at - 4, true); };
  const text = (count: number): string => new TextDecoder().decode(take(count));
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw broken('a line does not end');
    // Protocol 0 escapes what is beyond Latin-1.
    const content = Buffer.from(take(end - at)).toString('latin1');
    at += 1;
    return content;
  };
  const long = (count: number): number => take(count).reduce((sum, part, index) => sum + (index === count - 1 && part > 127 ? part - 256 : part) * 256 ** index, 0);
  const toMark = (): Value[] => {
    const from = stack.lastIndexOf(mark);
    if (from < 0) throw broken('a mark is missing');
    return stack.splice(from).slice(1);
  };
  const put = (target: Value, pairs: Value[]): void => {
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      Object.defineProperty(target, String(pairs[index]), { value: pairs[index + 1], enumerable: true, configurable: true, writable: true });
    }
  };
  const recall = (index: number): void => {
    if (!memo.has(index)) throw broken(`nothing was kept as ${index}`);
    stack.push(memo.get(index));
  };
  const keep = (index: number): void => void memo.set(index, stack[stack.length - 1]);

  for (;;) {
    const code = byte();
    const letter = String.fromCharCode(code);
    if (letter === '.') return stack.pop();
    else if (code === 0x80) take(1);
    else if (code === 0x95) take(8);
    else if (letter === '(') stack.push(mark);
    else if (letter === '}') stack.push({});
    else if (letter === ']' || letter === ')') stack.push([]);
    else if (letter === 'd') { const made = {}; put(made, toMark()); stack.push(made); }
    else if (letter === 'l' || letter === 't') stack.push(toMark());
    else if (code >= 0x85 && code <= 0x87) stack.push(stack.splice(stack.length - (code - 0x84)));
    else if (letter === 'a') { const [value] = stack.splice(-1); (stack[stack.length - 1] as Value[]).push(value); }
    else if (letter === 'e') { const values = toMark(); (stack[stack.length - 1] as Value[]).push(...values); }
    else if (letter === 's') { const pair = stack.splice(-2); put(stack[stack.length - 1], pair); }
    else if (letter === 'u') { const pairs = toMark(); put(stack[stack.length - 1], pairs); }
    else if (letter === 'q') keep(byte());
    else if (letter === 'r') keep(int32());
    else if (letter === 'p') keep(Number(line()));
    else if (code === 0x94) keep(memo.size);
    else if (letter === 'h') recall(byte());
    else if (letter === 'j') recall(int32());
    else if (letter === 'g') recall(Number(line()));
    else if (letter === 'N') stack.push(null);
    else if (code === 0x88 || code === 0x89) stack.push(code === 0x88);
    else if (letter === 'K') stack.push(byte());
    else if (letter === 'M') stack.push(byte() + 256 * byte());
    else if (letter === 'J') stack.push(int32());
    else if (code === 0x8a) stack.push(long(byte()));
    else if (letter === 'G') { take(8); stack.push(view.getFloat64(at - 8)); }
    else if (letter === 'I') { const word = line(); stack.push(word === '01' ? true : word === '00' ? false : Number(word)); }
    else if (letter === 'L' || letter === 'F') stack.push(Number(line().replace(/L$/, '')));
    else if (letter === 'U' || code === 0x8c) stack.push(text(byte()));
    else if (letter === 'T' || letter === 'X') stack.push(text(int32()));
    else if (letter === 'V') stack.push(line().replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
    else if (letter === 'S') stack.push(unquoted(line()));
    else throw broken(`it holds more than plain data (code ${code} at byte ${at - 1})`);
  }
}

/** A Python string literal without its quotes. */
function unquoted(literal: string): string {
  const inside = literal.slice(1, -1);
  return inside.replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, code: string) => {
    if (code.length === 3) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[code] ?? code;
  });
}

function broken(reason: string): InputError {
  return new InputError({ code: 'pickle-invalid', message: `The pickle file cannot be read: ${reason}.`, hint: 'Write it as JSON with Python: json.dump(pickle.load(file), …).' });
}
