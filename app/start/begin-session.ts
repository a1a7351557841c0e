import { createSession, uploadImage } from '../chat/api.ts';
import { keepFirstMessage } from '../chat/draft.ts';
import { refuseEarly } from '../chat/refuse-early.ts';

export type Beginning = { sample: string; say?: string } | { file: File } | { draw: string };

/** Makes the session and gives its id; what is to be said first is said by its page. */
export async function beginSession(beginning: Beginning): Promise<string> {
  if ('file' in beginning) {
    await refuseEarly(beginning.file);
    const image = await uploadImage(beginning.file);
    return (await createSession({ imageId: image.id })).id;
  }
  const { id } = await createSession('sample' in beginning ? { sample: beginning.sample } : {});
  const text = 'sample' in beginning ? beginning.say : beginning.draw;
  if (text !== undefined) keepFirstMessage(id, text);
  return id;
}
