import { createSession, uploadImage } from '../chat/api.ts';
import { keepFirstMessage } from '../chat/draft.ts';
import { refuseEarly } from '../chat/refuse-early.ts';
import { untilAnswered } from '../chat/send-once.ts';

export type Beginning = { sample: string; say?: string } | { file: File } | { draw: string };

/** Makes the session and gives its id, which is made before; what is to be said first is said by its page. `onLost`: nothing answers for the moment. */
export async function beginSession(beginning: Beginning, id: string, onLost: () => void): Promise<string> {
  if ('file' in beginning) {
    const { file } = beginning;
    await refuseEarly(file);
    const image = await untilAnswered(() => uploadImage(file), { onLost });
    return (await untilAnswered(() => createSession({ id, imageId: image.id }), { onLost })).id;
  }
  await untilAnswered(() => createSession({ id, ...('sample' in beginning ? { sample: beginning.sample } : {}) }), { onLost });
  const text = 'sample' in beginning ? beginning.say : beginning.draw;
  if (text !== undefined) keepFirstMessage(id, text);
  return id;
}

/** What makes two beginnings the same. */
export function wishOf(beginning: Beginning): string {
  if (!('file' in beginning)) return JSON.stringify(beginning);
  const { name, size, lastModified } = beginning.file;
  return JSON.stringify([name, size, lastModified]);
}
