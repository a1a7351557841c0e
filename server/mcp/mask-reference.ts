import type { Caller } from './tool.ts';

/** The version that an id means: itself, or the newest one of a mask. @throws InputError `mask-unknown`. */
export async function versionOf({ conversations }: Caller, id: string): Promise<string> {
  return (await conversations.mask(id)).versionId;
}
