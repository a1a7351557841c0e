// Turns as tasks of the Tasks extension (SEP-2663): a call that takes long is answered with a task, which the client asks for
// until it is done. A task is no more than a turn and the tool it was begun with, and its id says both; so it lasts as long as
// the session, over restarts and in every process.

import { z } from 'zod';
import type { TurnDocument } from '../conversation/documents.ts';
import { FocusError, InputError } from '../errors.ts';
import { followOwn, followTurn, isEnded } from './follow-turn.ts';
import { errorResult, type Result, resultOf } from './results.ts';
import { readArguments } from './arguments.ts';
import type { Caller, Tool } from './tool.ts';
import { tools } from './tools.ts';
import { turnAnswer, waitingWords } from './turn-answer.ts';

export const tasksExtension = 'io.modelcontextprotocol/tasks';

/** Milliseconds in which a call may be answered at once. */
const atOnce = 1500;

export interface Task {
  taskId: string;
  status: 'working' | 'completed' | 'cancelled';
  statusMessage?: string;
  createdAt: string;
  lastUpdatedAt: string;
  /** Never forgotten. */
  ttlMs: null;
  pollIntervalMs: number;
  /** What the call itself would have given, once completed. */
  result?: Result;
}

type LongTool = Tool & Required<Pick<Tool, 'begin'>>;

export function isLong(tool: Tool): tool is LongTool {
  return tool.begin !== undefined;
}

/** Begins a call. Gives its result if that is there soon, else a task. @throws FocusError for wrong arguments. */
export async function beginTask(tool: LongTool, given: unknown, caller: Caller): Promise<{ result: Result } | { task: Task }> {
  const turnId = await tool.begin(readArguments(tool, given), caller);
  const followed = await followOwn(caller, turnId, atOnce);
  if (isEnded(followed.turn)) return { result: resultOf(await turnAnswer(caller, followed)) };
  return { task: taskOf(tool, followed.turn) };
}

/** @throws InputError `task-unknown`. */
export async function readTask(taskId: string, caller: Caller): Promise<Task> {
  const { tool, turn } = await find(taskId, caller);
  const task = taskOf(tool, turn);
  return task.status === 'completed' ? { ...task, result: await resultNow(tool, turn.id, caller) } : task;
}

/** Asks for the end of a task; one that has ended stays as it is. @throws InputError `task-unknown`. */
export async function cancelTask(taskId: string, caller: Caller): Promise<void> {
  const { turn } = await find(taskId, caller);
  if (!isEnded(turn)) await caller.conversations.stop(turn.id);
}

async function find(taskId: string, { conversations }: Caller): Promise<{ tool: LongTool; turn: TurnDocument }> {
  const [name, turnId] = taskId.split('.');
  const tool = tools.filter(isLong).find((one) => one.name === name);
  const turn = tool === undefined || !z.uuid().safeParse(turnId).success ? null : await conversations.getTurn(turnId).catch(unlessMissing);
  if (tool !== undefined && turn !== null) return { tool, turn };
  throw new InputError({ code: 'task-unknown', message: 'There is no such task.', status: 404, hint: 'Take taskId from the result of tools/call.' });
}

function unlessMissing(error: unknown): null {
  if (FocusError.isInstance(error) && error.status === 404) return null;
  throw error;
}

/** Errors of a tool are results, here as everywhere. */
async function resultNow(tool: LongTool, turnId: string, caller: Caller): Promise<Result> {
  try {
    return resultOf(await turnAnswer(caller, await followTurn(caller, turnId)));
  } catch (error) {
    return errorResult(error, `Tool ${tool.name}`);
  }
}

function taskOf({ name }: Tool, turn: TurnDocument): Task {
  const { id, status, createdAt, startedAt, finishedAt } = turn;
  return {
    taskId: `${name}.${id}`,
    status: status === 'stopped' ? 'cancelled' : isEnded(turn) ? 'completed' : 'working',
    statusMessage: { queued: waitingWords(turn), running: 'The model is at work.', stopped: 'It was stopped; picture and masks are as before.' }[status as string],
    createdAt,
    lastUpdatedAt: finishedAt ?? startedAt ?? createdAt,
    ttlMs: null,
    pollIntervalMs: 1000,
  };
}
