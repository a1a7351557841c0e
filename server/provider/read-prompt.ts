// From the messages of the AI SDK to one turn of a session. The SDK sends the whole conversation every time; focus keeps it
// itself. So only the last user message is said, and what was said before is found through the session it was said in:
// 1. `providerOptions.focus.sessionId` of the call names the session;
// 2. else the newest answer in the messages that carries the metadata of this provider does;
// 3. a picture after that answer, or no such answer, begins a new session with the newest picture (none: it draws).
// Earlier user messages of another session are never said again behind the caller's back; a warning tells of them.

import type { LanguageModelV4CallOptions, LanguageModelV4FilePart, LanguageModelV4Message, SharedV4Warning } from '@ai-sdk/provider';
import { z } from 'zod';
import { parseRequest, previewRequestSchema, type TurnRequest } from '../conversation/requests.ts';
import { InputError } from '../errors.ts';

export interface ReadPrompt {
  /** The session to go on with, or the picture to begin one with; neither: a session that draws. */
  sessionId?: string;
  picture?: LanguageModelV4FilePart;
  request: TurnRequest;
  warnings: SharedV4Warning[];
}

/** `providerOptions.focus` of a call. */
const callOptionsSchema = z.strictObject({
  sessionId: z.uuid().optional(),
  prompts: previewRequestSchema.shape.prompts,
  masks: previewRequestSchema.shape.masks,
});

/** @throws InputError when the last message is not the user's, or a session is named and a new picture sent. */
export function readPrompt(options: LanguageModelV4CallOptions): ReadPrompt {
  const { prompt, seed } = options;
  const { sessionId: named, prompts, masks } = parseRequest(callOptionsSchema, options.providerOptions?.focus ?? {});
  const last = prompt.at(-1);
  if (last?.role !== 'user') {
    throw refuse('message-missing', 'The last message is not from the user.', 'End the messages with what the user says.');
  }
  const text = last.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const request = { text, prompts, masks, seed: seed === undefined ? undefined : Math.abs(Math.trunc(seed)) % 2 ** 31 };
  const warnings = unsupported(options);

  const answered = prompt.findLastIndex((message) => sessionOf(message) !== undefined);
  const found = answered === -1 ? undefined : sessionOf(prompt[answered]);
  const pictures = prompt.slice(answered + 1).flatMap(picturesOf);
  if (named !== undefined) {
    if (picturesOf(last).length > 0) {
      throw refuse('picture-for-session', 'A session was named, which has its picture already.', 'Leave sessionId out to begin a new session with the picture.');
    }
    return { sessionId: named, request, warnings };
  }
  if (found !== undefined && pictures.length === 0) return { sessionId: found, request, warnings };
  if (pictures.length > 1) warnings.push({ type: 'other', message: `Of ${pictures.length} pictures only the newest is looked at.` });
  const unsaid = prompt.filter(({ role }) => role === 'user').length - 1;
  if (unsaid > 0) warnings.push({ type: 'other', message: `A new session began; ${unsaid} earlier messages are not part of it.` });
  return { picture: pictures.at(-1), request, warnings };
}

/** The session that an answer of this provider came from. */
function sessionOf(message: LanguageModelV4Message): string | undefined {
  if (message.role !== 'assistant') return undefined;
  const options = [message.providerOptions, ...message.content.map((part) => part.providerOptions)];
  const ids = options.map((one) => one?.focus?.sessionId).filter((id) => typeof id === 'string');
  return ids.at(-1);
}

function picturesOf(message: LanguageModelV4Message): LanguageModelV4FilePart[] {
  return message.role === 'user' ? message.content.filter((part) => part.type === 'file') : [];
}

/** Settings that change nothing here, said rather than swallowed. */
function unsupported(options: LanguageModelV4CallOptions): SharedV4Warning[] {
  const settings = ['maxOutputTokens', 'temperature', 'stopSequences', 'topP', 'topK', 'presencePenalty', 'frequencyPenalty'] as const;
  const features: string[] = settings.filter((name) => options[name] !== undefined);
  if ((options.tools?.length ?? 0) > 0) features.push('tools');
  if (options.responseFormat?.type === 'json') features.push('responseFormat');
  if (options.prompt.some(({ role }) => role === 'system')) features.push('system messages');
  return features.map((feature) => ({ type: 'unsupported', feature }));
}

function refuse(code: string, message: string, hint: string): InputError {
  return new InputError({ code, message, hint });
}
