import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
  SharedV4Warning,
} from '@ai-sdk/provider';
import type { Conversations } from '../conversation/conversations.ts';
import type { TurnDocument } from '../conversation/documents.ts';
import { answerFiles } from './answer-files.ts';
import { callError } from './call-error.ts';
import { followTurn, type TurnOutcome } from './follow-turn.ts';
import { pictureBytes } from './picture-part.ts';
import { readPrompt } from './read-prompt.ts';

/** FOCUS as a language model: text in parts, masks and pictures as files. */
export function focusLanguageModel(conversations: Conversations, modelId: string): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'focus',
    modelId,
    // Every address counts as supported so that the SDK downloads none; picture-part.ts then refuses it.
    supportedUrls: { '*': [/^/] },
    doGenerate: (options) => generate(conversations, modelId, options),
    doStream: (options) => stream(conversations, modelId, options),
  };
}

/** Says the message; from here on the turn runs. */
async function begin(conversations: Conversations, options: LanguageModelV4CallOptions): Promise<{ turn: TurnDocument; warnings: SharedV4Warning[] }> {
  try {
    const { sessionId, picture, request, warnings } = readPrompt(options);
    const imageId = picture && (await conversations.addImage(pictureBytes(picture), picture.filename ?? '')).id;
    options.abortSignal?.throwIfAborted();
    const id = sessionId ?? (await conversations.createSession({ imageId })).id;
    return { turn: await conversations.say(id, request), warnings };
  } catch (error) {
    throw callError(error, true);
  }
}

async function generate(conversations: Conversations, modelId: string, options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
  const { turn, warnings } = await begin(conversations, options);
  try {
    const events = followTurn(conversations, turn.id, options.abortSignal);
    let step = await events.next();
    while (step.done !== true) step = await events.next();
    const outcome = step.value;
    const providerMetadata = metadata(turn);
    const text = outcome.text === '' ? [] : [{ type: 'text' as const, text: outcome.text, providerMetadata }];
    const content = [...text, ...(await answerFiles(conversations, turn, outcome))];
    const response = { id: turn.id, timestamp: new Date(turn.createdAt), modelId };
    return { content, finishReason: finishReason(outcome), usage: unknownUsage, providerMetadata, response, warnings };
  } catch (error) {
    throw callError(error, false);
  }
}

async function stream(conversations: Conversations, modelId: string, options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
  const { turn, warnings } = await begin(conversations, options);
  const leave = new AbortController();
  const signal = AbortSignal.any([leave.signal, ...(options.abortSignal === undefined ? [] : [options.abortSignal])]);
  const parts = streamParts(conversations, turn, signal);
  return {
    stream: new ReadableStream<LanguageModelV4StreamPart>({
      start(controller) {
        controller.enqueue({ type: 'stream-start', warnings });
        controller.enqueue({ type: 'response-metadata', id: turn.id, timestamp: new Date(turn.createdAt), modelId });
      },
      async pull(controller) {
        try {
          const { done, value } = await parts.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (signal.aborted) return controller.error(error);
          controller.enqueue({ type: 'error', error: callError(error, false) });
          controller.enqueue({ type: 'finish', finishReason: { unified: 'error', raw: undefined }, usage: unknownUsage, providerMetadata: metadata(turn) });
          controller.close();
        }
      },
      async cancel() {
        leave.abort();
        await parts.return();
      },
    }),
  };
}

/** Files come behind the end: their ids are valid then, and a turn that began anew has not sent any it takes back. */
async function* streamParts(conversations: Conversations, turn: TurnDocument, signal: AbortSignal): AsyncGenerator<LanguageModelV4StreamPart, void, undefined> {
  const providerMetadata = metadata(turn);
  let id = 0;
  let open = false;
  const events = followTurn(conversations, turn.id, signal);
  try {
    let step = await events.next();
    for (; step.done !== true; step = await events.next()) {
      const event = step.value;
      if (event.type === 'text-start') {
        id += 1;
        open = true;
        yield { type: 'text-start', id: String(id), providerMetadata };
      }
      if (event.type === 'text-delta') yield { type: 'text-delta', id: String(id), delta: event.delta };
      // A text that stops midway is closed all the same; one that begins anew is another part.
      if (open && ['text-end', 'turn-restart', 'turn-end'].includes(event.type)) {
        open = false;
        yield { type: 'text-end', id: String(id), providerMetadata };
      }
    }
    yield* await answerFiles(conversations, turn, step.value);
    yield { type: 'finish', finishReason: finishReason(step.value), usage: unknownUsage, providerMetadata };
  } finally {
    await events.return(undefined as never);
  }
}

/** What finds the session again in later messages. */
function metadata({ id: turnId, sessionId }: TurnDocument): { focus: { sessionId: string; turnId: string } } {
  return { focus: { sessionId, turnId } };
}

function finishReason({ stopped }: TurnOutcome): LanguageModelV4FinishReason {
  return stopped ? { unified: 'other', raw: 'stopped' } : { unified: 'stop', raw: 'done' };
}

/** The worker does not count tokens. */
const unknownUsage: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};
