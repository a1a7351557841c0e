// The peer of `npm run bench -- mcp`, a process of its own: a bare server of the same SDK whose only tool gives back what it was given.

import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { serve } from '../conformance/serve.ts';

const echo = createMcpHandler(() => {
  const server = new McpServer({ name: 'echo', version: '1' });
  server.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, ({ text }) => ({ content: [{ type: 'text', text }] }));
  return server;
});
const served = await serve({ fetch: (request) => echo.fetch(request), close: () => echo.close() });
process.send?.(served.url.href);
process.once('disconnect', async () => {
  await served.close();
  await echo.close();
  process.exit(0);
});
