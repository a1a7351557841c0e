// A tool turns what the pointer does into what was placed. It is a state and a step, so that every case can be tested without a page.

import type { PromptDocument } from '../../../server/conversation/documents.ts';
import type { Place } from '../view.ts';

export interface PointerInput {
  /** `cancel`: the browser took the pointer away (a second finger) or Escape was pressed. */
  type: 'down' | 'move' | 'up' | 'cancel';
  /** Pixels of the picture; outside of it while something is drawn beyond its edge. */
  x: number;
  y: number;
  /** Alt held: the opposite of what the tool would do. */
  alt: boolean;
  /** How far, in pixels of the picture, a pointer may slip and it is still the same place. */
  slack: number;
  /** Of the brush, in pixels of the picture. */
  radius: number;
}

/** An area drawn round by hand, as the corners of a closed line. */
export interface Region {
  kind: 'region';
  points: Place[];
  remove: boolean;
}

/** The way of a round brush. */
export interface Stroke {
  kind: 'stroke';
  points: Place[];
  radius: number;
  remove: boolean;
}

/** A mask that is meant: the one at this place. */
export interface Pick {
  kind: 'pick';
  x: number;
  y: number;
}

export type Placed = PromptDocument | Region | Stroke | Pick;

export interface Step<State> {
  state: State;
  /** What was placed by this step. */
  placed: Placed | null;
}

export interface Tool<State> {
  idle: State;
  step(state: State, input: PointerInput): Step<State>;
  /** What is being placed and is not there yet. */
  pending(state: State): Placed | null;
}

export type ToolName = 'pick' | 'add' | 'subtract' | 'box' | 'scribble' | 'lasso' | 'brush' | 'eraser' | 'hand';
