// The Tasks extension on a server of the SDK, which leaves it to us. It belongs to 2026-07-28: what a client can do is said
// with every request there.

import { CLIENT_CAPABILITIES_META_KEY, type McpServer, MissingRequiredClientCapabilityError, ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { FocusError } from '../errors.ts';
import { callerOf } from './caller-of.ts';
import type { Served } from './house.ts';
import { cancelTask, readTask, type Task, tasksExtension } from './tasks.ts';

/** Whether the client of this request takes tasks for results. */
export function takesTasks({ mcpReq }: ServerContext): boolean {
  const capabilities = (mcpReq.envelope as Record<string, { extensions?: object }> | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
  return Object.hasOwn(capabilities?.extensions ?? {}, tasksExtension);
}

/** A task in the place of a result. */
export function taskResult(task: Task): object {
  // The SDK wants structured content of every tool that declares some; it stays off the wire.
  return Object.defineProperty({ resultType: 'task', ...task }, 'structuredContent', { value: {}, enumerable: false });
}

export function addTasks(server: McpServer, house: Served): void {
  const params = z.looseObject({ taskId: z.string().max(200) });
  const on = (method: string, answer: (taskId: string, context: ServerContext) => Promise<object>): void =>
    server.server.setRequestHandler(method, { params }, async ({ taskId }, context) => {
      if (!takesTasks(context)) throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [tasksExtension]: {} } } });
      try {
        return (await answer(taskId, context)) as Record<string, unknown>;
      } catch (error) {
        if (FocusError.isInstance(error)) throw new ProtocolError(error.status === 404 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError, error.line);
        throw error;
      }
    });
  on('tasks/get', (taskId, context) => readTask(taskId, callerOf(house, context)));
  on('tasks/cancel', async (taskId, context) => {
    const scopes = context.http?.authInfo?.scopes;
    if (scopes !== undefined && !scopes.includes('edit')) throw new ProtocolError(ProtocolErrorCode.InvalidRequest, 'The token lacks the scope edit.');
    await cancelTask(taskId, callerOf(house, context));
    return {};
  });
  // Nothing is ever asked back while a task is at work, so there is nothing to take in.
  on('tasks/update', async (taskId, context) => {
    await readTask(taskId, callerOf(house, context));
    return {};
  });
}
