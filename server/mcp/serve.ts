// Servers of the 2.x SDK with everything focus offers. One is made for each request or connection, and nothing is kept in it; what
// all of them share is made once.

import { McpServer, type McpServerOptions, requireScopes, type ServerContext } from '@modelcontextprotocol/server';
import { readArguments } from './arguments.ts';
import { callerOf } from './caller-of.ts';
import { inTime } from './deadline.ts';
import { type House, instructions, type Served, serverInfo } from './house.ts';
import { sayInvalidParams } from './invalid-params.ts';
import { openPreviews } from './previews.ts';
import { addMaskEditor } from './serve-mask-editor.ts';
import { promptsOf } from './serve-prompts.ts';
import { resourcesOf } from './serve-resources.ts';
import { errorResult, resultOf } from './results.ts';
import { shownSchema } from './schema-for-sdk.ts';
import { addTasks, takesTasks, taskResult } from './serve-tasks.ts';
import { beginTask, isLong, tasksExtension } from './tasks.ts';
import type { Caller, Tool } from './tool.ts';
import { tools } from './tools.ts';

/** Milliseconds for which a client may believe what it was told about tools, prompts and templates. */
const stable = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

/** `method`: the only one it will be asked for, where that is known; it then has no more than that takes. */
export type MakeServer = (era: 'legacy' | 'modern', options?: Partial<McpServerOptions>, method?: string) => McpServer;

type Part = (server: McpServer) => void;

export function openServers(house: House): MakeServer {
  const served: Served = { ...house, previews: openPreviews(house.conversations) };
  const toolParts = tools.map((tool) => toolOf(served, tool));
  const resourceParts: Part[] = [resourcesOf(served), (server) => addMaskEditor(server, served)];
  const all = [...toolParts, ...resourceParts, promptsOf(served)];
  const partsFor = (method = ''): readonly Part[] => (method.startsWith('tools/') ? toolParts : method === 'resources/read' ? resourceParts : all);
  return (era, options, method) => createServer(served, partsFor(method), era, options);
}

function createServer(house: Served, parts: readonly Part[], era: 'legacy' | 'modern', { capabilities, ...options }: Partial<McpServerOptions> = {}): McpServer {
  const server = new McpServer(serverInfo, {
    ...options,
    instructions,
    capabilities: { ...capabilities, tools: { listChanged: false, ...capabilities?.tools }, resources: { subscribe: true, listChanged: true }, prompts: { listChanged: false, ...capabilities?.prompts }, completions: {} },
    cacheHints: { 'tools/list': stable, 'prompts/list': stable, 'resources/templates/list': stable, 'server/discover': stable },
  });
  sayInvalidParams(server);
  for (const add of parts) add(server);
  if (era === 'modern') {
    addTasks(server, house);
    server.server.registerCapabilities({ extensions: { [tasksExtension]: {} } });
  }
  return server;
}

function toolOf(house: Served, tool: Tool): Part {
  const { name, title, description, input, output, scope, view } = tool;
  const hints = (house.files === null ? tool.hintsWithoutFiles : undefined) ?? tool.hints;
  const shown = {
    title,
    description,
    inputSchema: shownSchema(input, 'input'),
    outputSchema: shownSchema(output, 'output'),
    annotations: { title, readOnlyHint: hints.readOnly, destructiveHint: hints.destructive, idempotentHint: hints.idempotent, openWorldHint: hints.openWorld },
    scopeChallenge: requireScopes(scope),
    _meta: view === undefined ? undefined : { ui: { resourceUri: view } },
  };
  const answer = async (given: unknown, caller: Caller, context: ServerContext): Promise<object> => {
    if (!isLong(tool) || !takesTasks(context)) return resultOf(await tool.run(readArguments(tool, given), caller));
    const begun = await beginTask(tool, given, caller);
    return 'task' in begun ? taskResult(begun.task) : begun.result;
  };
  const handle = async (given: unknown, context: ServerContext) => {
    try {
      const caller = callerOf(house, context);
      return (await inTime(answer(given, caller, context), caller.deadline)) as never;
    } catch (error) {
      return errorResult(error, `Tool ${name}`) as never;
    }
  };
  return (server) => void server.registerTool(name, shown, handle);
}
