// The server side of `npm run bench -- mcp`, a process of its own: the endpoint of agents with the shipped model behind it, and beside
// it the peer, a server of the same SDK whose only tool gives back what it was given.

import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { serve } from '../conformance/serve.ts';
import { openModelHouse } from '../server/mcp/model-house.ts';

const echo = createMcpHandler(() => {
  const server = new McpServer({ name: 'echo', version: '1' });
  server.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, ({ text }) => ({ content: [{ type: 'text', text }] }));
  return server;
});
const house = await openModelHouse();
const served = [await serve(house.endpoint), await serve({ fetch: (request) => echo.fetch(request), close: () => echo.close() })];
process.send?.({ focus: served[0].url.href, echo: served[1].url.href });
process.once('disconnect', async () => {
  for (const { close } of served) await close();
  await echo.close();
  await house.close();
  process.exit(0);
});
