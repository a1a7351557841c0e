// Tools that say something to the model: begun, followed, and looked at when it is done.

import type { z } from 'zod';
import { followOwn } from './follow-turn.ts';
import { turn } from './outputs.ts';
import { adds, type Tool, tool } from './tool.ts';
import { turnAnswer } from './turn-answer.ts';

type TurnTool<Input extends z.ZodType> = Pick<Tool<Input>, 'name' | 'title' | 'description' | 'input' | 'view'> & Required<Pick<Tool<Input>, 'begin'>>;

export function turnTool<Input extends z.ZodType>({ begin, ...said }: TurnTool<Input>): Tool {
  return tool({
    ...said,
    output: turn,
    scope: 'edit',
    hints: adds,
    begin,
    async run(given: z.output<Input>, caller) {
      return turnAnswer(caller, await followOwn(caller, await begin(given, caller)));
    },
  });
}
