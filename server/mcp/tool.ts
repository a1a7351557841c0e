// What a tool is, for agents over any transport. Nothing here knows an SDK of the protocol; serve.ts hands it to one.

import type { z } from 'zod';
import type { Conversations } from '../conversation/conversations.ts';
import type { LocalFiles } from './local-files.ts';
import type { Previews } from './previews.ts';

/** What a token must allow before the tool may be called. */
export type Scope = 'read' | 'edit';

/** Who calls, and what may be done for them. */
export interface Caller {
  conversations: Conversations;
  previews: Previews;
  /** When the call has to be answered (deadline.ts). */
  deadline: number;
  /** Aborted when the caller takes the call back or goes away. */
  signal: AbortSignal;
  /** Says how far the work is; goes nowhere where the caller did not ask. */
  progress(done: number, of: number | undefined, message: string): void;
  /** Files of the machine that may be read and written; null over HTTP, where the caller is elsewhere. */
  files: LocalFiles | null;
  /** Where people see the same sessions, without a slash at the end; null where no page runs. */
  page: string | null;
  /** Whether pictures may be fetched from the web. */
  fetches: boolean;
}

/** What a client may believe before it calls (the protocol's tool annotations). */
export interface Hints {
  readOnly: boolean;
  /** May lose something that cannot be had back. */
  destructive: boolean;
  /** Calling again with the same arguments changes nothing more. */
  idempotent: boolean;
  /** Reaches beyond this installation. */
  openWorld: boolean;
}

/** A small picture for the model's eyes. */
export interface Preview {
  jpeg: Uint8Array;
  width: number;
  height: number;
}

export interface Link {
  uri: string;
  name: string;
  mimeType: string;
  description?: string;
}

export interface Answer<Data> {
  data: Data;
  preview?: Preview;
  links?: Link[];
}

export interface Tool<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  description: string;
  input: Input;
  output: Output;
  scope: Scope;
  hints: Hints;
  /** The hints where it may write no files of the machine, if that makes a difference. */
  hintsWithoutFiles?: Hints;
  /** Address of the page in which clients may show its results to a person (MCP Apps). */
  view?: string;
  /**
   * First half of a call that says something to the model, whose answer may be taken later: checks the arguments and says it. Gives
   * the turn's id. @throws FocusError for whatever the caller can put right.
   */
  begin?(given: z.output<Input>, caller: Caller): Promise<string>;
  /** @throws FocusError for whatever the caller can put right. */
  run(input: z.output<Input>, caller: Caller): Promise<Answer<z.input<Output>>>;
}

/** Types the handler by its schemas. */
export function tool<Input extends z.ZodType, Output extends z.ZodType>(definition: Tool<Input, Output>): Tool {
  return definition as unknown as Tool;
}

/** Looks, and changes nothing. */
export const looks: Hints = { readOnly: true, destructive: false, idempotent: true, openWorld: false };

/** Adds to a session; everything that was there before stays and can be gone back to. */
export const adds: Hints = { readOnly: false, destructive: false, idempotent: false, openWorld: false };
