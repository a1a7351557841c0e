// What docs/mcp.md shows, taken apart: calls with their results, and files of clients.

export interface ShownCall {
  tool: string;
  /** JSON, ids by their $names. */
  given: string;
  /** → a result, ✗ an error. */
  sign: '→' | '✗';
  shown: string;
}

export interface Block {
  /** What stands behind the opening fence. */
  kind: string;
  text: string;
}

export function blocksOf(page: string): Block[] {
  return Array.from(page.matchAll(/^```(\w*)\n([^]*?)^```$/gm), ([, kind, text]) => ({ kind, text }));
}

/** In the order of the page. Whatever stands in a block of calls and is none is an error. */
export function callsOf(page: string): ShownCall[] {
  const blocks = blocksOf(page).filter(({ text }) => text.startsWith('call '));
  return blocks.flatMap(({ text }) => text.trim().split(/\n(?=call )/).map((one) => {
    const [, tool, given, sign, shown] = /^call (\w+) (\{[^]*?\})\n([→✗]) ([^]+)$/.exec(one) ?? [];
    if (tool === undefined) throw new Error(`No call with its result:\n${one}`);
    return { tool, given, sign: sign as ShownCall['sign'], shown: shown.replace(/\s*\n\s*/g, ' ').trim() };
  }));
}
