// Results as a page of the docs writes them: JSON in which … stands for what is left out (further keys, further items, the rest of a
// string), ≈ stands before a number that may be another one, and $name is an id: any the first time, the same from then on.

/** Marks what is left out of an object or a list; no result has such a key or item. */
const more = '…';
const about = Symbol('any number');

export type Pattern = unknown;

/** @throws SyntaxError where it is not JSON beside the three signs. */
export function readPattern(text: string): Pattern {
  const open: string[] = [];
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|≈-?[\d.]+|…|[^"≈…[\]{}]+|[[\]{}]/gu) ?? [];
  const json = tokens.map((token) => {
    if (token === '{' || token === '[') open.push(token);
    if (token === '}' || token === ']') open.pop();
    if (token === '…') return open.at(-1) === '{' ? `"${more}":true` : `"${more}"`;
    return token.startsWith('≈') ? `{"≈":${token.slice(1)}}` : token;
  });
  return JSON.parse(json.join(''), (_, value) => (isAbout(value) ? about : value));
}

/** The ids that are known by name put in. */
export function fillIn(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(/\$([A-Za-z]\w*)/g, (whole, name: string) => ids.get(name) ?? whole);
}

/** What of a result is not as the page says, a line each with its place; names of ids seen the first time are added to `ids`. */
export function differences(pattern: Pattern, found: unknown, ids: Map<string, string>, place = ''): string[] {
  const not = (wanted: string) => [`${place || 'the result'} is ${JSON.stringify(found)?.slice(0, 200)}, not ${wanted}`];
  if (pattern === about) return typeof found === 'number' ? [] : not('a number');
  if (typeof pattern === 'string') return typeof found === 'string' && matches(pattern, found, ids) ? [] : not(JSON.stringify(fillIn(pattern, ids)));
  if (Array.isArray(pattern)) {
    if (!Array.isArray(found)) return not('a list');
    const items = pattern.filter((item) => item !== more);
    if (found.length < items.length || (found.length > items.length && items.length === pattern.length)) return not(`a list of ${items.length}`);
    return items.flatMap((item, index) => differences(item, found[index], ids, `${place}[${index}]`));
  }
  if (typeof pattern === 'object' && pattern !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return not('an object');
    const keys = Object.keys(pattern).filter((key) => key !== more);
    const extra = more in pattern ? [] : Object.keys(found).filter((key) => !keys.includes(key)).map((key) => `${place}.${key} is not on the page`);
    const values = pattern as Record<string, unknown>;
    return [...extra, ...keys.flatMap((key) => (key in found ? differences(values[key], (found as Record<string, unknown>)[key], ids, `${place}.${key}`) : [`${place}.${key} is missing`]))];
  }
  return pattern === found ? [] : not(JSON.stringify(pattern));
}

function matches(pattern: string, found: string, ids: Map<string, string>): boolean {
  const names: string[] = [];
  const parts = pattern.split(/(\$[A-Za-z]\w*|…)/).map((part) => {
    if (part === '…') return '[^]*';
    const name = /^\$(\w+)$/.exec(part)?.[1];
    const known = name === undefined ? part : ids.get(name);
    if (known !== undefined) return known.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name!);
    return '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
  });
  const match = new RegExp(`^${parts.join('')}$`, 'u').exec(found);
  names.forEach((name, index) => { if (match !== null) ids.set(name, match[index + 1]); });
  return match !== null;
}

function isAbout(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '≈' in value;
}
