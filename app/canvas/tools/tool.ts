// A tool turns what the pointer does into prompts. It is a state and a step, so that every case can be tested without a page.

import type { PromptDocument } from '../../../server/conversation/documents.ts';

export interface PointerInput {
  /** `cancel`: the browser took the pointer away (a scroll, a second finger) or Escape was pressed. */
  type: 'down' | 'move' | 'up' | 'cancel';
  /** Pixels of the picture, inside of it. */
  x: number;
  y: number;
  /** Alt held: the opposite of what the tool would do. */
  alt: boolean;
  /** How far, in pixels of the picture, a pointer may slip and it is still the same place. */
  slack: number;
}

export interface Step<State> {
  state: State;
  /** What was placed by this step. */
  prompt: PromptDocument | null;
}

export interface Tool<State> {
  idle: State;
  step(state: State, input: PointerInput): Step<State>;
  /** What is being placed and is not there yet. */
  pending(state: State): PromptDocument | null;
}

export type ToolName = 'add' | 'subtract' | 'box';
