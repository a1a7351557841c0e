// Who may know whom (design: imports point one way). A part is a folder or a file; the longest one that fits counts.

/** What each part may import besides itself. A part that is not listed has not been thought about and is refused. */
const mayImport: Record<string, readonly string[]> = {
  models: [],
  'server/errors.ts': [],
  'server/images': ['server/errors.ts'],
  'server/focus': ['server/errors.ts', 'server/images', 'models'],
  'server/cli': ['server/errors.ts', 'server/images', 'server/focus'],
  // Types alone: what the page reads from the event stream.
  'server/store/log-event.ts': [],
  'server/store': ['server/errors.ts', 'server/images', 'server/store/log-event.ts'],
  'server/queue': ['server/errors.ts', 'server/store', 'server/store/log-event.ts'],
  'server/conversation': ['server/errors.ts', 'server/images', 'server/store', 'server/store/log-event.ts', 'server/queue'],
  'server/worker': ['server/errors.ts', 'server/images', 'server/store', 'server/store/log-event.ts', 'server/queue', 'server/focus'],
  'server/provider': ['server/errors.ts', 'server/images', 'server/store/log-event.ts', 'server/conversation'],
  'server/start': ['server/errors.ts', 'server/store', 'server/store/log-event.ts', 'server/queue', 'server/conversation', 'server/mcp', 'server/access'],
  'server/access': ['server/errors.ts'],
  'server/mcp': ['server/errors.ts', 'server/images', 'server/conversation'],
  app: ['server/errors.ts', 'server/images', 'server/store/log-event.ts', 'server/conversation', 'server/mcp', 'server/provider', 'server/access'],
};

/** The model and its run time run anywhere: they know neither web nor database nor page. */
const innermost = ['models', 'server/focus', 'server/images'];
const forbiddenInside = /^(node:)?(http|https|http2|net|tls)$|^(next|react|react-dom|pg|pg-boss|prisma|ai)(\/|$)|^@(prisma|ai-sdk|modelcontextprotocol)\//;

/** One line for each import of the file that points the wrong way. `path` is relative to the project, with slashes. */
export function wrongImports(path: string, source: string): string[] {
  const from = partOf(path);
  if (from === null) return [`${path} belongs to no part; add its folder to test/set-up/import-direction.ts`];
  const wrong: string[] = [];
  for (const target of importsOf(source)) {
    if (target.startsWith('.')) {
      const file = new URL(target, `file:///${path}`).pathname.slice(1);
      const to = partOf(file);
      if (to !== from && (to === null || !mayImport[from].includes(to))) wrong.push(`${path} imports ${file}`);
    } else if (innermost.includes(from) && forbiddenInside.test(target)) {
      wrong.push(`${path} imports ${target}`);
    }
  }
  return wrong;
}

function partOf(path: string): string | null {
  const fitting = Object.keys(mayImport).filter((part) => path === part || path.startsWith(`${part}/`));
  return fitting.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** Everything after `from`, `import` or within `import(…)`. */
export function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const pattern = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return Array.from(code.matchAll(pattern), ([, named, bare]) => named ?? bare);
}
