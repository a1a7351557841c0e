// A whole session as a ZIP: pictures/ as PNG, masks/ as PNG of their newest version, session.json with everything else: messages,
// the trees of turns and pictures, every version of every mask as run lengths.

import { FocusError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { SessionDocument } from './documents.ts';
import { readImage } from './images.ts';
import { maskPicture } from './mask-files.ts';
import { getSession } from './sessions.ts';
import { zip, type ZipEntry } from './zip.ts';

export interface SessionExport {
  /** File name. */
  name: string;
  chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

/** As the session is now. @throws InputError `session-unknown`. */
export async function exportSession(store: Store, id: string): Promise<SessionExport> {
  const session = await getSession(store, id);
  return { name: `${plain(session.title) || 'session'}.zip`, chunks: zip(entriesOf(store, session), new Date(session.updatedAt)) };
}

async function* entriesOf(store: Store, session: SessionDocument): AsyncGenerator<ZipEntry> {
  /** By id of the picture or mask. */
  const files: Record<string, string> = {};
  const missing: string[] = [];
  for (const [index, { id, name }] of session.images.entries()) {
    try {
      const { png } = await readImage(store, id);
      files[id] = `pictures/${index + 1}${tail(name.replace(/\.[a-z0-9]{1,5}$/i, ''))}.png`;
      yield { name: files[id], bytes: png };
    } catch (error) {
      // One lost file must not cost all others.
      if (!FocusError.isInstance(error) || error.code !== 'blob-missing') throw error;
      missing.push(id);
    }
  }
  for (const [index, { id, name, versions }] of session.masks.entries()) {
    const newest = versions.at(-1);
    if (newest === undefined) continue;
    const { shape: { counts, width, height }, feather } = newest;
    files[id] = `masks/${index + 1}${tail(name)}.png`;
    yield { name: files[id], bytes: await maskPicture({ size: [height, width], counts, feather }) };
  }
  const { undo, redo, operations, ...kept } = session;
  yield { name: 'session.json', bytes: new TextEncoder().encode(`${JSON.stringify({ format: 'focus-session-1', ...kept, files, missing }, null, 1)}\n`) };
}

function tail(name: string): string {
  const short = plain(name);
  return short === '' ? '' : ` ${short}`;
}

/** At most 60 characters that every file system takes. */
function plain(name: string): string {
  return name.toWellFormed().replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 60).toWellFormed().replace(/[. ]+$/, '');
}
