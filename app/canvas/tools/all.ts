// The tools by name: what each is called, its key, what it does in a few words, and its machine.

import { boxTool } from './box.ts';
import { brushTool, lassoTool, scribbleTool } from './freehand.ts';
import { pickTool, pointTool } from './point.ts';
import type { Tool, ToolName } from './tool.ts';

export interface ToolDescription {
  name: ToolName;
  label: string;
  /** Pressed anywhere but in a text field. */
  key: string;
  hint: string;
  /** Null for the hand, which moves the view instead of placing something. */
  machine: Tool<unknown> | null;
  /** Whether the pointer is held down while something is drawn; from the keyboard it is then pressed and let go one after the other. */
  drags: boolean;
  /** Whether places between two pixels count, and places beyond the edge. */
  free: boolean;
}

const described = (name: ToolName, label: string, key: string, hint: string, machine: Tool<never> | Tool<any> | null, drags = false, free = false): ToolDescription =>
  ({ name, label, key, hint, machine: machine as Tool<unknown> | null, drags, free });

export const toolList: readonly ToolDescription[] = [
  described('add', 'Add points', 'P', 'Click what you mean. Alt: what you do not mean.', pointTool(true)),
  described('subtract', 'Subtract points', 'N', 'Click what you do not mean.', pointTool(false)),
  described('box', 'Box', 'B', 'Drag a box around what you mean.', boxTool, true),
  described('scribble', 'Scribble', 'S', 'Draw a line over what you mean.', scribbleTool, true, true),
  described('pick', 'Pick a mask', 'V', 'Hover a mask to light it, click it to talk about it.', pickTool),
  described('lasso', 'Lasso', 'L', 'Draw round an area to make a mask, or to take it away from the chosen one.', lassoTool, true, true),
  described('brush', 'Brush', 'D', 'Paint on the chosen mask, or a new one. [ and ] change the size.', brushTool(false), true, true),
  described('eraser', 'Eraser', 'E', 'Rub out parts of the chosen mask. [ and ] change the size.', brushTool(true), true, true),
  described('hand', 'Move the view', 'H', 'Drag to move. The space bar does the same with any tool.', null),
];

export const isBrush = (name: ToolName): boolean => name === 'brush' || name === 'eraser';
export const toolNamed = (name: ToolName): ToolDescription => toolList.find((tool) => tool.name === name)!;
