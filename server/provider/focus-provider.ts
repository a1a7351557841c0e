// FOCUS as a provider of the AI SDK (`ai` 7): `streamText({ model: focus('nano'), messages })`, and
// `generateImage({ model: focus.image('nano'), prompt })`. It talks through the same door as the page, so what is said here
// stands in the history and every session made here can be opened there.

import { type ImageModelV4, type LanguageModelV4, NoSuchModelError, type ProviderV4 } from '@ai-sdk/provider';
import type { Conversations } from '../conversation/conversations.ts';
import { focusImageModel } from './image-model.ts';
import { focusLanguageModel } from './language-model.ts';

export interface FocusProvider extends ProviderV4 {
  (modelId: string): LanguageModelV4;
  image(modelId: string): ImageModelV4;
}

/** Sizes that have a checkpoint. Which file runs is the workers' matter; GET /api/health names it. */
const models = ['nano'];

/** @throws NoSuchModelError when a model is asked for that does not exist. */
export function createFocus({ conversations }: { conversations: Conversations }): FocusProvider {
  const languageModel = (modelId: string): LanguageModelV4 => {
    if (!models.includes(modelId)) throw new NoSuchModelError({ modelId, modelType: 'languageModel' });
    return focusLanguageModel(conversations, modelId);
  };
  const imageModel = (modelId: string): ImageModelV4 => {
    if (!models.includes(modelId)) throw new NoSuchModelError({ modelId, modelType: 'imageModel' });
    return focusImageModel(conversations, modelId);
  };
  const embeddingModel = (modelId: string): never => {
    throw new NoSuchModelError({ modelId, modelType: 'embeddingModel' });
  };
  const methods = { specificationVersion: 'v4' as const, languageModel, imageModel, image: imageModel, embeddingModel };
  return Object.assign((modelId: string) => languageModel(modelId), methods);
}
