// A server of the 2.x SDK with everything focus offers. One is made for each request or connection; nothing is kept in it.

import { McpServer, type McpServerOptions, requireScopes, type ServerContext } from '@modelcontextprotocol/server';
import { readArguments } from './arguments.ts';
import { type House, instructions, serverInfo } from './house.ts';
import { sayInvalidParams } from './invalid-params.ts';
import { addPrompts } from './serve-prompts.ts';
import { addResources } from './serve-resources.ts';
import { errorResult, resultOf } from './results.ts';
import { shownSchema } from './schema-for-sdk.ts';
import type { Caller, Tool } from './tool.ts';
import { tools } from './tools.ts';

/** Milliseconds for which a client may believe what it was told about tools, prompts and templates. */
const stable = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

export function createServer(house: House, { capabilities, ...options }: Partial<McpServerOptions> = {}): McpServer {
  const server = new McpServer(serverInfo, {
    ...options,
    instructions,
    capabilities: { ...capabilities, tools: { listChanged: false, ...capabilities?.tools }, resources: { subscribe: true, listChanged: true }, prompts: { listChanged: false, ...capabilities?.prompts }, completions: {} },
    cacheHints: { 'tools/list': stable, 'prompts/list': stable, 'resources/templates/list': stable, 'server/discover': stable },
  });
  sayInvalidParams(server);
  for (const tool of tools) addTool(server, house, tool);
  addResources(server, house);
  addPrompts(server, house);
  return server;
}

function addTool(server: McpServer, house: House, tool: Tool): void {
  const { name, title, description, input, output, scope, hints } = tool;
  server.registerTool(
    name,
    {
      title,
      description,
      inputSchema: shownSchema(input, 'input'),
      outputSchema: shownSchema(output, 'output'),
      annotations: { title, readOnlyHint: hints.readOnly, destructiveHint: hints.destructive, idempotentHint: hints.idempotent, openWorldHint: hints.openWorld },
      scopeChallenge: requireScopes(scope),
    },
    async (given: unknown, context: ServerContext) => {
      try {
        return resultOf(await tool.run(readArguments(tool, given), callerOf(house, context))) as never;
      } catch (error) {
        return errorResult(error, `Tool ${name}`) as never;
      }
    },
  );
}

function callerOf({ conversations, files, page, fetches }: House, { mcpReq }: ServerContext): Caller {
  const token = mcpReq._meta?.progressToken;
  return {
    conversations,
    files,
    fetches,
    page: page(),
    signal: mcpReq.signal,
    progress(progress, total, message) {
      if (token === undefined || mcpReq.signal.aborted) return;
      // A client that went away is noticed by the signal.
      void mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }).catch(() => undefined);
    },
  };
}
