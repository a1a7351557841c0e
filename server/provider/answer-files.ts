import type { LanguageModelV4File } from '@ai-sdk/provider';
import type { Conversations } from '../conversation/conversations.ts';
import type { TurnDocument } from '../conversation/documents.ts';
import type { TurnOutcome } from './follow-turn.ts';

/** The masks of a turn as grey PNGs of the picture's size (255 inside), then the picture it painted. */
export async function answerFiles(conversations: Conversations, { id: turnId, sessionId }: TurnDocument, { masks, edit }: TurnOutcome): Promise<LanguageModelV4File[]> {
  const files: LanguageModelV4File[] = [];
  for (const { maskId, versionId, name, score } of masks) {
    const png = await conversations.maskPicture(await conversations.mask(versionId));
    files.push(pngPart(png, { sessionId, turnId, maskId, versionId, name, score }));
  }
  if (edit !== null) {
    const { imageId, kind, width, height, changedPixels, seed } = edit;
    const { png } = await conversations.picture(imageId);
    files.push(pngPart(png, { sessionId, turnId, imageId, kind, width, height, changedPixels, seed }));
  }
  return files;
}

function pngPart(png: Uint8Array, focus: Record<string, string | number>): LanguageModelV4File {
  return { type: 'file', mediaType: 'image/png', data: { type: 'data', data: new Uint8Array(png) }, providerMetadata: { focus } };
}
