import { type ImageModelV4, type ImageModelV4CallOptions, type ImageModelV4Result, type SharedV4Warning, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { Conversations } from '../conversation/conversations.ts';
import { InputError } from '../errors.ts';
import { callError } from './call-error.ts';
import { followTurn } from './follow-turn.ts';

/** FOCUS as an image model: every call draws one picture, in a session of its own that can be gone on with in the page. */
export function focusImageModel(conversations: Conversations, modelId: string): ImageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'focus',
    modelId,
    maxImagesPerCall: 1,
    supportsFileInputs: false,
    supportsMaskInputs: false,
    doGenerate: (options) => draw(conversations, modelId, options),
  };
}

async function draw(conversations: Conversations, modelId: string, options: ImageModelV4CallOptions): Promise<ImageModelV4Result> {
  const { prompt = '', seed, abortSignal, files, mask } = options;
  if ((files?.length ?? 0) > 0 || mask !== undefined) {
    throw new UnsupportedFunctionalityError({ functionality: 'editing a picture with generateImage; send it to the language model' });
  }
  let said = false;
  try {
    const { id: sessionId } = await conversations.createSession({});
    const turn = await conversations.say(sessionId, { text: prompt, seed: seed === undefined ? undefined : Math.abs(Math.trunc(seed)) % 2 ** 31 });
    said = true;
    const events = followTurn(conversations, turn.id, abortSignal);
    let step = await events.next();
    while (step.done !== true) step = await events.next();
    const { edit } = step.value;
    if (edit === null) throw new InputError({ code: 'nothing-drawn', message: 'The drawing was stopped.', status: 409, hint: 'Ask again.' });
    const { png } = await conversations.picture(edit.imageId);
    const { imageId, width, height } = edit;
    const images = [{ imageId, sessionId, turnId: turn.id, width, height, seed: edit.seed }];
    const response = { timestamp: new Date(turn.createdAt), modelId, headers: undefined };
    return { images: [new Uint8Array(png)], warnings: unsupported(options), providerMetadata: { focus: { images } }, response };
  } catch (error) {
    throw callError(error, !said);
  }
}

function unsupported({ size, aspectRatio }: ImageModelV4CallOptions): SharedV4Warning[] {
  const details = 'The checkpoint draws pictures of one size.';
  const features = [...(size === undefined ? [] : ['size']), ...(aspectRatio === undefined ? [] : ['aspectRatio'])];
  return features.map((feature) => ({ type: 'unsupported', feature, details }));
}
