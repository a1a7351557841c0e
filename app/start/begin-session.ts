import { createSession, uploadImage } from '../chat/api.ts';
import { keepFirstMessage } from '../chat/draft.ts';
import { RequestError } from '../chat/request-error.ts';

export type Beginning = { sample: string; say?: string } | { file: File } | { draw: string };

/** Makes the session and gives its id; what is to be said first is said by its page. */
export async function beginSession(beginning: Beginning): Promise<string> {
  if ('file' in beginning) {
    refuseEarly(beginning.file);
    const image = await uploadImage(beginning.file);
    return (await createSession({ imageId: image.id })).id;
  }
  const { id } = await createSession('sample' in beginning ? { sample: beginning.sample } : {});
  const text = 'sample' in beginning ? beginning.say : beginning.draw;
  if (text !== undefined) keepFirstMessage(id, text);
  return id;
}

/** The server's cap, said before anything is sent. */
const mostBytes = 32 * 2 ** 20;

/** What can be known to be refused without sending it. The server looks at the bytes themselves. */
function refuseEarly({ size, type, name }: File): void {
  const refuse = (code: string, message: string, hint: string) => new RequestError({ code, message, status: 400, hint });
  if (size === 0) throw refuse('picture-empty', `${name} is empty.`, 'Choose a picture.');
  if (size > mostBytes) throw refuse('picture-too-large', `${name} has ${Math.ceil(size / 2 ** 20)} MiB, more than ${mostBytes / 2 ** 20}.`, 'Save it smaller, or as JPEG or WebP, and choose it again.');
  if (/^(video|audio|text)\//.test(type)) throw refuse('picture-type', `${name} is no picture.`, 'Choose a JPEG, PNG, WebP, GIF or AVIF file.');
}
