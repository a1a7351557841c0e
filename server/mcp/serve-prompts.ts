// Prompts on a server of the SDK.

import { completable, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { complete } from './complete.ts';
import type { House } from './house.ts';
import { type Prompt, promptSchema, prompts } from './prompts.ts';

/** Adds all prompts to a server; their schemas are made once for all servers. */
export function promptsOf(house: House): (server: McpServer) => void {
  const all = prompts.map((prompt) => ({ prompt, argsSchema: withCompletion(prompt, house) }));
  return (server) => {
    for (const { prompt, argsSchema } of all) {
      const { name, title, description } = prompt;
      server.registerPrompt(name, { title, description, argsSchema }, (given) => ({
        description,
        messages: [{ role: 'user', content: { type: 'text', text: prompt.text(given as Record<string, string | undefined>) } }],
      }));
    }
  };
}

function withCompletion(prompt: Prompt, { conversations }: House): z.ZodObject {
  const { shape } = promptSchema(prompt);
  const fields = prompt.arguments.map(({ name, completes }) => {
    const field = shape[name] as z.ZodString | z.ZodOptional<z.ZodString>;
    if (completes === undefined) return [name, field];
    // What is optional is completed by what it wraps: there the SDK looks.
    const optional = field instanceof z.ZodOptional;
    const text = completable(optional ? field.unwrap() : field, (typed, context) => complete[completes](conversations, typed, context?.arguments?.sessionId));
    return [name, optional ? text.optional() : text];
  });
  return z.object(Object.fromEntries(fields) as Record<string, z.ZodType>);
}
